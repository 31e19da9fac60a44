//! A 200 that is not what the contract promises.

use std::error::Error as _;

use crate::support::canned::Canned;

async fn error(body: &'static str) -> flatfile_jobs::Error {
    let canned = Canned::new(200, body).header("x-request-id", "r-3");
    let error = canned.client().job("us_jb_1").get().await.unwrap_err();
    assert!(error.is_contract_mismatch(), "{error}");
    assert_eq!(error.status(), Some(200));
    assert_eq!(error.request_id(), Some("r-3"));
    assert_eq!(error.job(), Some("us_jb_1"));
    assert_eq!(error.body(), body.as_bytes());
    assert!(!error.to_string().contains("secretword"), "{error}");
    assert!(!format!("{error:?}").contains("secretword"), "{error:?}");
    assert!(error.source().is_none());
    error
}

#[tokio::test]
async fn html() {
    assert!(error("<html>secretword</html>").await.to_string().contains("is an HTML page"));
}

#[tokio::test]
async fn empty() {
    assert!(error("").await.to_string().contains("is empty"));
}

#[tokio::test]
async fn cut_off() {
    assert!(error(r#"{"data":{"id":"secretword"#).await.to_string().contains("was cut off"));
}

#[tokio::test]
async fn not_json() {
    assert!(error("secretword").await.to_string().contains("is plain text, not JSON"));
}

#[tokio::test]
async fn not_a_job_names_the_member() {
    let text = error(r#"{"data":{"id":"us_jb_1"}}"#).await.to_string();
    assert!(text.contains("the response's member `data.createdAt` is missing"), "{text}");
    let text = error(r#"{"data":{"id":"us_jb_1","createdAt":"secretword"}}"#).await.to_string();
    let misfit = "the response's member `data.createdAt` does not fit the contract";
    assert!(text.contains(misfit), "{text}");
}

/// What is said of a job whose id, which it must have, is this.
async fn with_id(id: &str) -> String {
    let body = format!(
        r#"{{"data":{{"id":{id},"type":"file","operation":"map","source":"us_fl_1",
        "createdAt":"2025-01-01T00:00:00Z","updatedAt":"2025-01-01T00:00:00Z"}}}}"#
    );
    error(Box::leak(body.into_boxed_str())).await.to_string()
}

#[tokio::test]
async fn what_was_expected_is_said_without_what_stood_there() {
    for value in [r#"["secretword"]"#, r#"{"expected":"secretword"}"#, "7"] {
        let line = with_id(value).await;
        assert!(line.contains("`data.id` does not fit the contract: expected a string"), "{line}");
    }
}

#[tokio::test]
async fn only_names_of_the_contract_are_said() {
    let plan = r#"{"data":{"sheetId":"s","errorCount":"secretword"}}"#;
    let canned = Canned::new(200, plan);
    let error = canned.client().job("us_jb_1").plan().await.unwrap_err();
    assert!(!error.to_string().contains("secretword"), "{error}");

    let records = r#"{"data":[{"id":"us_rc_1","values":{"secretword":17}}]}"#;
    let config = flatfile_jobs::api::types::MutateJobConfig::new("m", "us_sh_1");
    let error = Canned::new(200, records).client().preview_mutation(config).await.unwrap_err();
    let line = error.to_string();
    assert!(line.contains("`data[0].values.*`"), "{line}");
    assert!(!line.contains("secretword"), "{line}");
}

#[tokio::test]
async fn a_missing_member_of_the_whole_is_not_a_dot() {
    let line = error("{}").await.to_string();
    assert!(line.contains("the response's member `data` is missing"), "{line}");
}
