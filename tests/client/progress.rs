//! Progress: what is sent, and what is refused before that.

use flatfile_jobs::Error;
use flatfile_jobs::api::types::{Job, JobAckDetails, JobConfig, JobType, JobUpdate};
use serde_json::{Value, json};

use crate::support::canned::Canned;

const JOB: &str = r#"{"data":{"id":"us_jb_1","type":"file","operation":"map","source":"s",
    "createdAt":"2025-01-01T00:00:00Z","updatedAt":"2025-01-01T00:00:00Z"}}"#;

/// The body of an ack with this progress.
async fn sent(percent: i64, details: impl Into<JobAckDetails>) -> Value {
    let canned = Canned::new(200, JOB);
    canned.client().job("us_jb_1").progress(percent, details).await.unwrap();
    let requests = canned.requests();
    let [request] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!((request.method().as_str(), request.uri().path()), ("POST", "/v1/jobs/us_jb_1/ack"));
    serde_json::from_slice(request.body()).unwrap()
}

#[tokio::test]
async fn it_is_an_ack_with_number_and_text() {
    assert_eq!(sent(50, "half of it").await, json!({ "progress": 50, "info": "half of it" }));
    assert_eq!(sent(0, "begun".to_owned()).await, json!({ "progress": 0, "info": "begun" }));
    assert_eq!(sent(100, JobAckDetails::default()).await, json!({ "progress": 100 }));
    let eta: chrono::DateTime<chrono::Utc> = "2025-01-01T12:00:00Z".parse().unwrap();
    let details = JobAckDetails::from("half").with_estimated_completion_at(eta).with_progress(99);
    let body = sent(50, details).await;
    assert_eq!((&body["progress"], &body["info"]), (&json!(50), &json!("half")));
    assert!(body["estimatedCompletionAt"].as_str().unwrap().starts_with("2025-01-01T12:00:00"));
}

#[tokio::test]
async fn a_number_beside_the_contract_is_refused_before_it_is_sent() {
    let canned = Canned::new(200, JOB);
    let client = canned.client();
    let job = client.job("us_jb_1");
    let check = |result: Result<Job, Error>, id: Option<&str>, percent: i64| {
        let error = result.unwrap_err();
        assert!(error.is_invalid_input(), "{error}");
        assert_eq!((error.job(), error.attempts().len()), (id, 0));
        let line = error.to_string();
        let says = format!("the progress is {percent}, and must be from 0 to 100");
        assert!(line.ends_with(&says), "{line}");
    };
    for percent in [-1, 101, 150, i64::MAX, i64::MIN] {
        check(job.progress(percent, "x").await, Some("us_jb_1"), percent);
        let details = JobAckDetails::default().with_progress(percent);
        check(job.ack_with(details).await, Some("us_jb_1"), percent);
        let update = JobUpdate::default().with_progress(percent);
        check(job.update(update).await, Some("us_jb_1"), percent);
        let config = JobConfig::new("map", "s", JobType::File).with_progress(percent);
        check(client.jobs().create(config).await, None, percent);
    }
    check(job.progress(101_usize, "x").await, Some("us_jb_1"), 101);
    check(job.progress(200_u8, "x").await, Some("us_jb_1"), 200);
    let error = job.progress(u64::MAX, "x").await.unwrap_err();
    assert!(error.is_invalid_input(), "{error}");
    assert_eq!((error.job(), error.operation().unwrap().name), (Some("us_jb_1"), "ackJob"));
    assert!(error.to_string().contains("the progress is 18446744073709551615, and"), "{error}");
    assert!(canned.requests().is_empty());
}

#[tokio::test]
async fn the_other_verbs_take_what_the_contract_takes() {
    for percent in [0, 1, 99, 100] {
        let client = Canned::new(200, JOB).client();
        let job = client.job("us_jb_1");
        job.ack_with(JobAckDetails::default().with_progress(percent)).await.unwrap();
        job.update(JobUpdate::default().with_progress(percent)).await.unwrap();
        let config = JobConfig::new("map", "s", JobType::File).with_progress(percent);
        client.jobs().create(config).await.unwrap();
    }
}

#[tokio::test]
async fn a_bad_id_is_named_first() {
    let error = Canned::new(200, JOB).client().job("a/b").progress(150, "x").await.unwrap_err();
    assert!(error.is_invalid_input() && error.to_string().contains("slash"), "{error}");
}
