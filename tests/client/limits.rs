//! A limit of zero is refused by each handle as the builder refuses it.

use std::time::Duration;

use flatfile_jobs::{Error, Retries};

use crate::support::canned::Canned;

fn assert_refused(error: &Error, says: &str) {
    assert!(error.is_invalid_input() && error.attempts().is_empty(), "{error:?}");
    assert!(error.to_string().contains(says), "{error}");
}

#[tokio::test]
async fn a_timeout_of_zero_is_refused_before_anything_is_sent() {
    let canned = Canned::new(404, "");
    let client = canned.builder().build().unwrap();
    let says = "the timeout is zero";
    let hasty = client.with_timeout(Duration::ZERO);
    assert_refused(&hasty.job("a").get().await.unwrap_err(), says);
    let job = || client.job("a").with_timeout(Duration::ZERO);
    assert_refused(&job().get().await.unwrap_err(), says);
    assert_refused(&job().fail("x").await.unwrap_err(), says);
    let jobs = client.jobs().with_timeout(Duration::ZERO);
    assert_refused(&jobs.page().await.unwrap_err(), says);
    assert!(canned.requests().is_empty());
}

#[tokio::test]
async fn a_deadline_of_zero_is_refused_before_anything_is_sent() {
    let canned = Canned::new(503, "");
    let client = canned.builder().build().unwrap();
    let says = "the deadline of `Retries` is zero";
    let none = Retries::ends().with_deadline(Duration::ZERO);
    let hasty = client.with_retries(none.clone());
    assert_refused(&hasty.job("a").get().await.unwrap_err(), says);
    let job = client.job("a").with_retries(none.clone());
    assert_refused(&job.get().await.unwrap_err(), says);
    assert_refused(&job.fail("x").await.unwrap_err(), says);
    let jobs = client.jobs().with_retries(none);
    assert_refused(&jobs.page().await.unwrap_err(), says);
    assert!(canned.requests().is_empty());
}

#[tokio::test]
async fn no_bytes_for_a_response_are_refused_before_anything_is_sent() {
    let canned = Canned::new(404, "");
    let client = canned.builder().build().unwrap();
    let says = "`max_response_bytes` is zero";
    let narrow = client.with_max_response_bytes(0);
    assert_refused(&narrow.job("a").get().await.unwrap_err(), says);
    assert_refused(&narrow.job("a").fail("x").await.unwrap_err(), says);
    assert_refused(&narrow.jobs().page().await.unwrap_err(), says);
    let job = client.job("a").with_max_response_bytes(0);
    assert_refused(&job.get().await.unwrap_err(), says);
    let jobs = client.jobs().with_max_response_bytes(0);
    assert_refused(&jobs.page().await.unwrap_err(), says);
    assert!(canned.requests().is_empty());
}

#[tokio::test]
async fn a_request_that_cannot_be_made_says_why() {
    let client = flatfile_jobs::Client::builder().token("t").base_url("localhost:1");
    let error = client.build().unwrap().job("a".repeat(70_000)).get().await.unwrap_err();
    assert!(error.is_invalid_input(), "the request was made");
    let text = error.to_string();
    let end: String = text.chars().skip(text.chars().count().saturating_sub(200)).collect();
    assert!(end.contains("the request could not be made: "), "{end}");
    assert!(!end.contains("builder error"), "{end}");
}
