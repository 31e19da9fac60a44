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
    assert!(error("secretword").await.to_string().contains("does not fit the contract"));
}

#[tokio::test]
async fn not_a_job_names_the_member() {
    let text = error(r#"{"data":{"id":"us_jb_1"}}"#).await.to_string();
    assert!(text.contains("member `data`") && text.contains("missing field `"), "{text}");
    let text = error(
        r#"{"data":{"id":"us_jb_1","type":"file","operation":"map","source":"us_fl_1","part":"secretword",
        "createdAt":"2025-01-01T00:00:00Z","updatedAt":"2025-01-01T00:00:00Z"}}"#,
    )
    .await
    .to_string();
    assert!(
        text.contains("member `data.part`") && text.contains("expected a whole number"),
        "{text}"
    );
}
