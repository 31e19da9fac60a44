//! How an ambiguous end is looked for: when it is read, how often, and what
//! is waited for.

use std::time::Duration;

use flatfile_jobs::transport::TransportErrorKind::{Connect, Interrupted};
use flatfile_jobs::{Client, Retries, SettledBy, Timer, TokioTimer};

use crate::support::json::job;
use crate::support::script::{Script, answer, broken, busy};

fn client(script: &Script) -> Client {
    Client::builder().token("t").transport(script.clone()).seed(1).build().unwrap()
}

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[tokio::test(start_paused = true)]
async fn after_a_doubt_even_a_sure_refusal_is_read_first() {
    // The first attempt lands late; the second is refused for too long.
    for refusal in [|| busy(429, "61"), || broken(Connect)] {
        let script = Script::new(move |number, _| match number {
            0 => broken(Interrupted),
            1 => answer(200, job("executing")),
            2 => refusal(),
            _ => answer(200, job("failed")),
        });
        let settled = client(&script).job("us_jb_1").fail("x").await.unwrap();
        assert_eq!(settled.by, SettledBy::Read);
        assert_eq!(script.methods(), ["POST", "GET", "POST", "GET"]);
        assert_eq!(settled.attempts.len(), 4);
    }
}

#[tokio::test(start_paused = true)]
async fn a_job_is_read_again_after_a_long_wait() {
    // Somebody cancels it in the minute that the server asks to wait.
    let script = Script::new(|number, request| match (number, request.method().as_str()) {
        (0, _) => busy(503, "60"),
        (1, _) => answer(200, job("executing")),
        (_, "GET") => answer(200, job("canceled")),
        _ => answer(200, job("failed")),
    });
    let error = client(&script).job("us_jb_1").fail("x").await.unwrap_err();
    assert!(error.is_already_finished(), "{error}");
    assert_eq!(script.methods(), ["POST", "GET", "GET"]);
    assert!(script.times()[2] >= seconds(60));
}

#[tokio::test(start_paused = true)]
async fn retry_after_of_a_read_is_waited_for() {
    let script = Script::new(|number, request| match (number, request.method().as_str()) {
        (0, _) => answer(503, ""),
        (1, _) => busy(429, "30"),
        _ => answer(200, job("failed")),
    });
    client(&script).job("us_jb_1").fail("x").await.unwrap();
    assert_eq!(script.methods(), ["POST", "GET", "GET"]);
    assert!(script.times()[2] >= seconds(30), "{:?}", script.times());
}

#[tokio::test(start_paused = true)]
async fn retry_after_that_is_too_long_is_in_the_doubt() {
    let script = Script::new(|_, request| match request.method().as_str() {
        "POST" => busy(503, "5"),
        _ => answer(403, ""),
    });
    let error = client(&script).job("us_jb_1").fail("x").await.unwrap_err();
    assert_eq!(error.retry_after(), Some(seconds(5)), "of the end: the read is refused");
    assert_eq!(script.methods(), ["POST", "GET"], "a refused read is final");
    let script = Script::new(|_, request| match request.method().as_str() {
        "POST" => answer(503, ""),
        _ => busy(429, "61"),
    });
    let error = client(&script).job("us_jb_1").fail("x").await.unwrap_err();
    assert_eq!(error.retry_after(), Some(seconds(61)), "of the read");
    assert_eq!(script.methods(), ["POST", "GET"]);
}

#[tokio::test(start_paused = true)]
async fn a_redirected_read_is_final_and_named() {
    let script = Script::new(|_, _| answer(301, ""));
    let error = client(&script).job("us_jb_1").fail("x").await.unwrap_err();
    assert_eq!(script.methods(), ["POST", "GET"]);
    assert!(
        error.to_string().contains("and when the job was read the response was 301"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn three_reads_in_a_row_and_then_one_after_each_wait() {
    let script = Script::new(|_, request| match request.method().as_str() {
        "POST" => answer(503, ""),
        _ => answer(500, ""),
    });
    let none = Retries::none();
    client(&script).job("us_jb_1").with_retries(none).fail("x").await.unwrap_err();
    assert_eq!(script.methods().len(), 1 + 3);
    let error = client(&script).job("us_jb_1").fail("x").await.unwrap_err();
    assert!(error.is_in_doubt());
    let sent = script.methods().iter().filter(|method| *method == "POST").count();
    assert_eq!(sent, 2, "unread, it is not sent again");
    let last = error.attempts().last().unwrap();
    let until = last.started_after + last.duration;
    assert!(until > seconds(280) && until < seconds(300), "the deadline decides: {until:?}");
}

#[tokio::test(start_paused = true)]
async fn an_outage_of_some_minutes_is_outlasted() {
    for down in [|| broken(Connect), || answer(503, ""), || broken(Interrupted)] {
        for seed in 0..50 {
            let start = tokio::time::Instant::now();
            let script = Script::new(move |_, request| match request.method().as_str() {
                _ if start.elapsed() < seconds(240) => down(),
                "GET" => answer(200, job("executing")),
                _ => answer(200, job("failed")),
            });
            let client = Client::builder().token("t").transport(script).seed(seed).build().unwrap();
            client.job("us_jb_1").fail("x").await.unwrap();
        }
    }
}

#[tokio::test(start_paused = true)]
async fn settling_ends_with_the_limit_of_one_attempt_after_the_deadline() {
    // The read's first answer is a refusal of the token, and late.
    let script = Script::late(|number, _| match number {
        1 => (seconds(29), answer(401, "")),
        _ => (seconds(1000), answer(200, "")),
    });
    let client = Client::builder().token_provider(crate::credentials::tokens(&[Some("a")]));
    let client = client.transport(script).build().unwrap();
    let start = tokio::time::Instant::now();
    let retries = Retries::none().with_deadline(seconds(10));
    let error = client.job("us_jb_1").with_retries(retries).fail("x").await.unwrap_err();
    assert!(error.is_in_doubt());
    assert_eq!(start.elapsed(), seconds(10 + 30));
}

#[tokio::test(start_paused = true)]
async fn no_attempt_is_begun_with_next_to_no_time() {
    let script = Script::late(|number, _| match number {
        0 => (Duration::ZERO, busy(429, "9")),
        _ => (seconds(2), answer(200, job("failed"))),
    });
    let retries = Retries::ends().with_deadline(seconds(10));
    let error = client(&script).job("us_jb_1").with_retries(retries).fail("x").await.unwrap_err();
    assert!(error.is_rate_limited(), "a sure refusal does not become a doubt: {error}");
    assert_eq!(script.methods().len(), 1);
}

/// A process that is held up for an hour in its first wait.
#[derive(Debug)]
struct HeldUp;

impl Timer for HeldUp {
    fn now(&self) -> std::time::Instant {
        TokioTimer.now()
    }

    fn sleep(&self, wait: Duration) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send>> {
        TokioTimer.sleep(if wait < seconds(2) { seconds(3600) } else { wait })
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_after_the_deadline() {
    let script = Script::new(|number, _| match number {
        0 => answer(429, ""),
        _ => answer(200, job("failed")),
    });
    let client = Client::builder().token("t").transport(script.clone()).timer(HeldUp);
    let error = client.build().unwrap().job("us_jb_1").fail("x").await.unwrap_err();
    assert!(error.is_rate_limited(), "{error}");
    assert_eq!(script.methods().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_401_to_a_read_is_tried_again_within_the_bounds() {
    // The token is renewed by whoever does so, ten seconds later.
    let start = tokio::time::Instant::now();
    let script = Script::new(move |_, request| match request.method().as_str() {
        "POST" => answer(503, ""),
        _ if start.elapsed() < seconds(10) => answer(401, ""),
        _ => answer(200, job("failed")),
    });
    let settled = client(&script).job("us_jb_1").fail("x").await.unwrap();
    assert_eq!(settled.by, SettledBy::Read);
    let script = Script::new(|_, request| match request.method().as_str() {
        "POST" => answer(503, ""),
        _ => answer(401, ""),
    });
    let error = client(&script).job("us_jb_1").fail("x").await.unwrap_err();
    assert!(error.is_in_doubt() && !error.is_unauthorized());
    let text = error.to_string();
    assert!(text.contains("and when the job was read the response was 401"), "{text}");
    assert!(script.methods().len() < 100, "the deadline decides");
}

#[tokio::test(start_paused = true)]
async fn an_unknown_status_is_not_open() {
    let script = Script::new(|_, request| match request.method().as_str() {
        "POST" => answer(503, ""),
        _ => answer(200, job("archived")),
    });
    let error = client(&script).job("us_jb_1").fail("x").await.unwrap_err();
    assert!(error.is_in_doubt());
    let text = error.to_string();
    assert!(text.contains("its status was \"archived\", which the contract"), "{text}");
    let sent = script.methods().iter().filter(|method| *method == "POST").count();
    assert_eq!(sent, 1, "it is never sent again");
}

#[tokio::test(start_paused = true)]
async fn reads_have_a_bound_in_number() {
    let at_once = Retries::ends().with_delays(Duration::ZERO, Duration::ZERO);
    for (attempts, most) in [(3, 100), (50, 150)] {
        let script = Script::new(|_, _| answer(503, ""));
        let client = client(&script);
        let bounds = at_once.clone().with_attempts(attempts);
        let error = client.job("us_jb_1").with_retries(bounds).fail("x").await.unwrap_err();
        assert!(error.is_in_doubt());
        assert_eq!(script.methods().len(), 1 + most);
    }
}

/// A token is refused, which says nothing against what was read before.
#[tokio::test(start_paused = true)]
async fn what_was_read_before_a_refused_token_stands() {
    let start = tokio::time::Instant::now();
    let script = Script::late(move |number, _| match number {
        0 => (Duration::ZERO, broken(Interrupted)),
        1 => (Duration::ZERO, answer(200, job("executing"))),
        // In the last moment.
        _ => (seconds(10) - start.elapsed(), answer(401, "")),
    });
    let client = Client::builder().token_provider(crate::credentials::tokens(&[Some("a")]));
    let client = client.transport(script.clone()).seed(1).build().unwrap();
    let retries = Retries::ends().with_deadline(seconds(10));
    let error = client.job("us_jb_1").with_retries(retries).fail("x").await.unwrap_err();
    assert_eq!(script.methods(), ["POST", "GET", "POST"]);
    assert!(error.is_in_doubt(), "{error}");
    assert!(error.to_string().contains("and when the job was read it was executing"), "{error}");
}
