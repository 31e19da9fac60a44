//! The generated client, used alone, passes the same hooks.

use flatfile_jobs::Retries;
use flatfile_jobs::api::types::{
    JobCompleteDetails, JobOutcome, JobOutcomeNextWait, MutateJobConfig,
};

use crate::support::CANARY;
use crate::support::canned::Canned;

#[tokio::test]
async fn it_brings_token_and_constant_headers() {
    let canned = Canned::new(404, "{}");
    let api = canned.client().api();
    api.get_job().job_id("us_jb_1").send().await.unwrap_err();
    let request = &canned.requests()[0];
    assert_eq!(request.headers()["authorization"], format!("Bearer {CANARY}"));
    assert!(request.headers()["authorization"].is_sensitive());
    assert_eq!(request.headers()["x-disable-hooks"], "true");
    assert_eq!(request.headers().get("api-version"), None);
}

#[tokio::test]
async fn the_builders_say_the_body() {
    let canned = Canned::new(404, "{}");
    let details = JobCompleteDetails::default().with_info("Job was failed").with_outcome(
        JobOutcome::default()
            .with_heading("Failed")
            .with_next(JobOutcomeNextWait::default().with_fade(true)),
    );
    let api = canned.client().api();
    api.fail_job().job_id("us_jb_1").body(details).send().await.unwrap_err();
    assert_eq!(
        serde_json::from_slice::<serde_json::Value>(canned.requests()[0].body()).unwrap(),
        serde_json::json!({
            "info": "Job was failed",
            "outcome": { "heading": "Failed", "next": { "type": "wait", "fade": true } },
        })
    );
}

#[tokio::test]
async fn its_errors_turn_into_ours() {
    let canned =
        Canned::new(404, r#"{"errors":[{"message":"nobody"}]}"#).header("x-request-id", "r");
    let api = canned.client().api();
    let error = api.get_job().job_id("us_jb_1").send().await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.job(), Some("us_jb_1"));
    assert_eq!(error.request_id(), Some("r"));
    assert_eq!(error.server_messages()[0].message, "nobody");

    let odd = api.get_job().job_id("a b%").send().await.unwrap_err();
    assert_eq!(odd.job(), Some("a b%"), "as the caller has it, not as the path has it");

    let missing = api.get_job().send().await.unwrap_err();
    assert!(missing.is_invalid_input(), "{missing}");

    let unreadable = Canned::new(200, "<html>").client().api();
    let error = unreadable.get_job().job_id("us_jb_1").send().await.unwrap_err();
    assert!(error.is_contract_mismatch(), "{error}");
}

#[tokio::test]
async fn a_failed_connection_says_why_by_itself_too() {
    use std::error::Error as _;

    let client =
        flatfile_jobs::Client::builder().token(CANARY).base_url("127.0.0.1:1").build().unwrap();
    let error = client.api().get_job().job_id("us_jb_1").send().await.unwrap_err();
    let mut text = error.to_string();
    let mut below = error.source();
    while let Some(source) = below {
        text = format!("{text}: {source}");
        below = source.source();
    }
    assert!(text.contains("could not connect"), "{text}");
    assert!(!text.contains(CANARY));
    assert!(error.is_connect(), "{error}");
    assert_eq!(error.job(), Some("us_jb_1"));
}

#[tokio::test(start_paused = true)]
async fn the_bounds_of_its_client_are_its_own() {
    let canned = Canned::new(503, "");
    let client = canned.client();
    client.api().get_job().job_id("us_jb_1").send().await.unwrap_err();
    assert_eq!(canned.requests().len(), 1);
    let patient = client.with_retries(Retries::default().with_attempts(4));
    patient.api().get_job().job_id("us_jb_1").send().await.unwrap_err();
    assert_eq!(canned.requests().len(), 5);
    let error = patient.preview_mutation(MutateJobConfig::new("x", "us_sh_1")).await.unwrap_err();
    assert_eq!(error.attempts().len(), 4);
    let error = patient.job("us_jb_1").with_retries(Retries::none()).get().await.unwrap_err();
    assert_eq!(error.attempts().len(), 1);
}

#[tokio::test]
async fn an_argument_that_was_not_set_is_named() {
    let canned = Canned::new(200, "{}");
    let error = canned.client().api().get_job().send().await.unwrap_err();
    assert!(error.is_invalid_input(), "{error}");
    assert!(error.to_string().contains("`job_id`: it was not set"), "{error}");
    assert!(canned.requests().is_empty());
}
