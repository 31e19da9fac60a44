//! From an event to its job.

use flatfile_jobs::Event;
use flatfile_jobs::sandbox::Sandbox;

#[test]
fn the_job_of_an_event() {
    let client = Sandbox::in_process().client().unwrap();
    let event = Event::parse(r#"{"topic":"job:ready","context":{"jobId":"us_jb_1"}}"#).unwrap();
    assert_eq!(client.job_of(&event).unwrap().id(), "us_jb_1");
    for context in ["{}", r#"{"jobId":null}"#, r#"{"jobId":7}"#] {
        let body = format!(r#"{{"topic":"space:created","context":{context}}}"#);
        assert!(client.job_of(&Event::parse(body).unwrap()).is_none());
    }
}

#[tokio::test]
async fn an_id_that_would_change_the_url_is_refused() {
    let client = Sandbox::in_process().client().unwrap();
    let event = Event::parse(r#"{"topic":"job:ready","context":{"jobId":"../x"}}"#).unwrap();
    let error = client.job_of(&event).unwrap().get().await.unwrap_err();
    assert!(error.is_invalid_input(), "{error}");
}
