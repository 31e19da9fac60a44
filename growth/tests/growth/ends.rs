//! An end that the contract did not have before is settled like the others.

use grown::SettledBy;

use crate::script::{LOST, Script};

fn job(status: &str) -> String {
    format!(
        r#"{{"data":{{"id":"us_jb_1","type":"file","operation":"extract","source":"us_fl_1",
            "status":"{status}","createdAt":"2025-01-01T00:00:00Z",
            "updatedAt":"2025-01-01T00:00:00Z"}}}}"#
    )
}

#[tokio::test(start_paused = true)]
async fn a_body_that_is_not_recognisably_the_job_is_looked_into() {
    for body in ["", "<html>", r#"{"data":{"success":true}}"#, r#"{"data":{"id":"us_jb_2"}}"#] {
        let script = Script::new([(200, body.to_owned()), (200, job("failed"))]);
        let api = script.client().api();
        let aborted = api.abort_job().job_id("us_jb_1").send().await.unwrap();
        assert_eq!(aborted.settled_by(), SettledBy::Read, "{body:?}");
        assert_eq!(script.lines(), ["POST /v1/jobs/us_jb_1/abort", "GET /v1/jobs/us_jb_1"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_lost_response_is_not_sent_blindly_again() {
    let script = Script::new([(LOST.0, String::new()), (200, job("complete"))]);
    let api = script.client().api();
    let error = api.abort_job().job_id("us_jb_1").send().await.unwrap_err();
    assert!(error.is_already_finished(), "{error}");
    assert_eq!(script.lines(), ["POST /v1/jobs/us_jb_1/abort", "GET /v1/jobs/us_jb_1"]);
}
