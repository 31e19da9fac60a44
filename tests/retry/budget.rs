//! All clones of a client share one budget of retries.

use std::time::Duration;

use flatfile_jobs::Retries;

use crate::support::canned::Canned;

/// Without a wait: time is no matter here.
fn at_once(attempts: u32) -> Retries {
    Retries::default().with_attempts(attempts).with_delays(Duration::ZERO, Duration::ZERO)
}

#[tokio::test(start_paused = true)]
async fn in_an_outage_one_request_in_five_is_a_retry() {
    let canned = Canned::new(503, "");
    let client = canned.builder().retries(at_once(3)).build().unwrap();
    for _ in 0..1000 {
        client.clone().job("us_jb_1").get().await.unwrap_err();
    }
    // The reserve of 200, and one for each five calls but the first, which
    // finds it full.
    assert_eq!(canned.requests().len(), 1000 + 200 + 999 / 5);
}

#[tokio::test(start_paused = true)]
async fn an_end_is_never_refused_its_retries() {
    let limited = Canned::new(429, "");
    let client = limited.builder().end_retries(at_once(400)).build().unwrap();
    let error = client.job("us_jb_1").fail("x").await.unwrap_err();
    assert_eq!(error.attempts().len(), 400);
    let error = client.job("us_jb_1").with_retries(at_once(3)).get().await.unwrap_err();
    assert_eq!(error.attempts().len(), 1, "but it draws on the budget");
}

#[tokio::test(start_paused = true)]
async fn another_client_has_its_own() {
    let canned = Canned::new(503, "");
    let spent = canned.builder().retries(at_once(400)).build().unwrap();
    spent.job("us_jb_1").get().await.unwrap_err();
    let other = canned.builder().retries(at_once(3)).build().unwrap();
    assert_eq!(other.job("us_jb_1").get().await.unwrap_err().attempts().len(), 3);
}
