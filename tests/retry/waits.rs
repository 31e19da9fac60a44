//! The waits: spread by chance, no longer than they must, and what is left of
//! a `Retry-After`.

use std::collections::BTreeSet;
use std::time::Duration;

use flatfile_jobs::api::OperationId;
use flatfile_jobs::sandbox::{Fault, Faults, Sandbox};
use flatfile_jobs::transport::{TransportError, TransportErrorKind};
use flatfile_jobs::{Client, Error, Retries};
use tokio::time::Instant;

use crate::support::json::job;
use crate::support::script::{Script, answer, busy};

async fn get(script: &Script, seed: u64) -> Result<(), Error> {
    let client = Client::builder().token("t").transport(script.clone()).seed(seed).build();
    client.unwrap().job("us_jb_1").get().await.map(drop)
}

#[tokio::test(start_paused = true)]
async fn callers_that_failed_together_do_not_come_back_together() {
    for (asked, at_least) in [(None, 0), (Some("30"), 30_000)] {
        let mut waits = BTreeSet::new();
        for seed in 0..100 {
            let script = Script::new(move |number, _| match (number, asked) {
                (0, Some(asked)) => busy(503, asked),
                (0, None) => answer(503, ""),
                _ => answer(200, job("ready")),
            });
            get(&script, seed).await.unwrap();
            waits.insert(script.times()[1].as_millis());
        }
        let (first, last) = (*waits.first().unwrap(), *waits.last().unwrap());
        assert!(first >= at_least && last <= at_least + 302, "{first} to {last}");
        assert!(waits.len() > 50 && last - first > 200, "they are not spread: {waits:?}");
    }
}

/// By the clock of the test, which no other work on the machine disturbs.
#[tokio::test(start_paused = true)]
async fn a_server_that_says_0_is_asked_again_soon() {
    let (seed, busy) = (7, Fault::status(503).retry_after_seconds(0));
    let faults = Faults::seeded(seed).on(OperationId::FailJob, busy).probability(0.1);
    let sandbox = Sandbox::builder().faults(faults).in_process();
    let client = sandbox.client_builder().seed(seed).build().unwrap();
    let mut took = Vec::new();
    for _ in 0..1_000 {
        let id = sandbox.add_executing_job("exportOrders");
        let begun = Instant::now();
        client.job(id).fail("Job failed").await.unwrap();
        took.push(begun.elapsed());
    }
    took.sort();
    let calls = sandbox.calls();
    let faults = calls.iter().filter(|call| call.fault.is_some()).count();
    assert!(faults > 50, "{faults}");
    assert!(calls.len() <= 1_000 + 2 * faults, "{} requests, {faults} faults", calls.len());
    assert!(took[990] < Duration::from_millis(30), "p99 is {:?}", took[990]);
    assert!(took[950] > Duration::ZERO, "they are not spread");
}

#[tokio::test(start_paused = true)]
async fn what_was_waited_for_is_not_left_over() {
    let script = Script::new(|number, _| match number {
        0 => busy(503, "5"),
        _ => answer(503, ""),
    });
    let error = get(&script, 1).await.unwrap_err();
    assert_eq!((error.attempts().len(), error.retry_after()), (3, None));
    assert!(error.attempts()[0].delay.unwrap() >= Duration::from_secs(5));
}

#[tokio::test(start_paused = true)]
async fn a_delete_by_what_is_known_of_it() {
    let cut = |status: u16| {
        let error = TransportError::new(TransportErrorKind::CutShort);
        Err(error.with_head(status.try_into().unwrap(), http::HeaderMap::new()))
    };
    let delete = async |first: fn() -> crate::support::script::Answer, second: u16, whole: bool| {
        let script = Script::new(move |number, _| match (number, whole) {
            (0, _) => first(),
            (_, true) => answer(second, ""),
            (_, false) => cut(second),
        });
        let client = Client::builder().token("t").transport(script).build().unwrap();
        client.job("us_jb_1").delete().await
    };
    delete(|| answer(503, ""), 404, true).await.unwrap();
    delete(|| answer(503, ""), 404, false).await.unwrap();
    let surely_not = delete(|| answer(429, ""), 404, true).await.unwrap_err();
    assert!(surely_not.is_not_found());
    delete(|| answer(503, ""), 204, true).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_budget_that_is_spent_is_said() {
    let script = Script::new(|_, _| answer(503, ""));
    let client = Client::builder().token("t").transport(script).retry_budget(0);
    let client = client.retries(Retries::default()).build().unwrap();
    let error = client.job("us_jb_1").get().await.unwrap_err();
    assert!(error.is_retry_budget_spent() && error.attempts().len() == 1, "{error}");
    assert!(error.to_string().contains("because the retry budget is spent"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn the_largest_bounds_do_no_harm() {
    let script = Script::new(|_, _| busy(503, "9999999999999999999999"));
    let most = Duration::MAX;
    let retries = Retries::default()
        .with_attempts(u32::MAX)
        .with_delays(most, most)
        .with_deadline(most)
        .with_longest_retry_after(most);
    let client = Client::builder().token("t").transport(script).retry_budget(u32::MAX);
    let client = client.retries(retries).timeout(most).build().unwrap();
    let get = tokio::time::timeout(Duration::from_secs(3600), client.job("us_jb_1").get()).await;
    assert!(get.is_err() || get.unwrap().is_err());
}
