//! What a retry finds that an earlier attempt left, and what must not be sent
//! again.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::{AckAfterEnd, EndTwice, Fault, Faults, Rules, Sandbox};
use flatfile_jobs::{Error, TokenFuture, TokenProvider, TokenReason};

#[tokio::test(start_paused = true)]
async fn a_delete_whose_retry_finds_nothing_is_a_success() {
    let lost = Faults::seeded(1).on(Op::DeleteJob, Fault::lose_response().reset()).nth(1);
    let sandbox = Sandbox::builder().faults(lost).in_process();
    let id = sandbox.add_executing_job("exportOrders");
    let client = sandbox.client().unwrap();
    client.job(&id).delete().await.unwrap();
    assert_eq!(sandbox.calls().len(), 2);
    assert_eq!(sandbox.calls()[1].status, Some(404));
    let error = client.job(&id).delete().await.unwrap_err();
    assert!(error.is_not_found(), "the first try proves that it was not there: {error}");
}

#[tokio::test(start_paused = true)]
async fn a_delete_of_which_a_proxy_knows_nothing_is_none() {
    let faults = Faults::seeded(1).on(Op::DeleteJob, Fault::status(503)).nth(1);
    let sandbox = Sandbox::builder().faults(faults.on(Op::DeleteJob, Fault::html(404)).nth(2));
    let sandbox = sandbox.in_process();
    let id = sandbox.add_executing_job("exportOrders");
    let error = sandbox.client().unwrap().job(&id).delete().await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    assert!(sandbox.job(&id).is_some(), "it is there still");
}

#[tokio::test(start_paused = true)]
async fn a_delete_that_was_surely_not_done_is_not_found() {
    let busy = Faults::seeded(1).on(Op::DeleteJob, Fault::status(429)).nth(1);
    let sandbox = Sandbox::builder().faults(busy).in_process();
    let error = sandbox.client().unwrap().job("us_jb_nobody").delete().await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
}

/// An ack that meets a 503 and waits, while an end is begun.
async fn ack_and_end(fault: Fault) -> (Result<(), Error>, Sandbox, String) {
    let faults = Faults::seeded(1).on(Op::AckJob, fault).nth(1);
    let rules = Rules::default().with_ack_after_end(AckAfterEnd::Restart);
    let sandbox = Sandbox::builder().rules(rules).faults(faults).in_process();
    let id = sandbox.add_executing_job("exportOrders");
    let client = sandbox.client().unwrap();
    let job = client.job(&id);
    let (ack, ()) = tokio::join!(job.ack(), async {
        tokio::time::sleep(Duration::from_millis(1)).await;
        client.clone().job(&id).complete("done").await.unwrap();
    });
    (ack.map(drop), sandbox, id)
}

#[tokio::test(start_paused = true)]
async fn an_ack_is_not_sent_again_once_an_end_was_begun() {
    for fault in [
        Fault::status(503).retry_after_seconds(5),
        Fault::lose_request(),
        Fault::status(500).delayed(Duration::from_secs(3)),
    ] {
        let (ack, sandbox, id) = ack_and_end(fault).await;
        assert!(ack.unwrap_err().is_overtaken());
        let acks = sandbox.calls().iter().filter(|call| call.operation == Some(Op::AckJob)).count();
        assert_eq!(acks, 1);
        assert_eq!(sandbox.job(&id).unwrap().status, Some(JobStatus::Complete));
    }
}

/// Gives tokens, one of them late.
struct Slow {
    tokens: [&'static str; 2],
    late: usize,
    asked: AtomicUsize,
}

impl TokenProvider for Slow {
    fn token(&self, _: TokenReason) -> TokenFuture<'_> {
        let number = self.asked.fetch_add(1, Ordering::Relaxed);
        let token = self.tokens[number.min(1)];
        let wait = Duration::from_secs(if number == self.late { 5 } else { 0 });
        Box::pin(async move {
            tokio::time::sleep(wait).await;
            Ok(token.into())
        })
    }
}

#[tokio::test(start_paused = true)]
async fn nor_while_it_waits_for_a_token() {
    // The first token is refused, or the server is busy; the next one is late.
    for (tokens, fault) in [(["stale", "t"], None), (["t", "t"], Some(Fault::status(503)))] {
        let rules = Rules::default().with_ack_after_end(AckAfterEnd::Restart);
        let builder = Sandbox::builder().rules(rules).token("t");
        let faults = fault.map(|fault| Faults::seeded(1).on(Op::AckJob, fault).nth(1));
        let sandbox = builder.faults(faults.unwrap_or_default()).in_process();
        let id = sandbox.add_executing_job("exportOrders");
        let provider = Slow { tokens, late: 1, asked: AtomicUsize::new(0) };
        let client = sandbox.client_builder().token_provider(provider).build().unwrap();
        let job = client.job(&id);
        let (ack, ()) = tokio::join!(job.ack(), async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            client.job(&id).complete("done").await.unwrap();
        });
        assert!(matches!(ack.unwrap_err().status(), Some(401 | 503)), "what came before stands");
        assert_eq!(sandbox.job(&id).unwrap().status, Some(JobStatus::Complete));
    }
}

#[tokio::test(start_paused = true)]
async fn nor_is_there_a_wait_for_it() {
    let faults = Faults::seeded(1).on(Op::AckJob, {
        Fault::status(503).retry_after_seconds(50).delayed(Duration::from_secs(2))
    });
    let sandbox = Sandbox::builder().faults(faults).in_process();
    let id = sandbox.add_executing_job("exportOrders");
    let client = sandbox.client().unwrap();
    let start = tokio::time::Instant::now();
    let job = client.job(&id);
    let (ack, ()) = tokio::join!(job.ack(), async {
        // Still under way when the ack's answer comes.
        let faults = Faults::seeded(1).on(Op::CompleteJob, Fault::delay(Duration::from_secs(4)));
        tokio::time::sleep(Duration::from_secs(1)).await;
        sandbox.set_faults(faults);
        client.job(&id).complete("done").await.unwrap();
    });
    let error = ack.unwrap_err();
    assert!(error.is_overtaken() && error.status() == Some(503), "{error}");
    assert_eq!(start.elapsed(), Duration::from_secs(5), "the end's own time");
}

#[tokio::test(start_paused = true)]
async fn an_end_is_read_before_it_is_sent_again() {
    // Even where the server would take it twice.
    let rules = Rules::default().with_end_twice(EndTwice::Ignore);
    let lost = Faults::seeded(1).on(Op::CompleteJob, Fault::lose_response()).nth(1);
    let sandbox = Sandbox::builder().rules(rules).faults(lost).in_process();
    let id = sandbox.add_executing_job("exportOrders");
    sandbox.client().unwrap().job(&id).complete("done").await.unwrap();
    let operations: Vec<_> = sandbox.calls().iter().map(|call| call.operation.unwrap()).collect();
    assert_eq!(operations, [Op::CompleteJob, Op::GetJob]);
}

#[tokio::test(start_paused = true)]
async fn another_spelling_of_the_end_settles_it() {
    let lost = Faults::seeded(1).on(Op::CancelJob, Fault::lose_request().reset()).nth(1);
    let sandbox = Sandbox::builder().faults(lost).in_process();
    let id = sandbox.add_executing_job("exportOrders");
    let mut job = sandbox.job(&id).unwrap();
    job.status = Some("cancelled".into());
    sandbox.put_job(job);
    let settled = sandbox.client().unwrap().job(&id).cancel("x").await.unwrap();
    assert_eq!(settled.job.status, Some("cancelled".into()), "as it was read");
    assert!(settled.job.is_ended());
}

#[tokio::test(start_paused = true)]
async fn the_other_end_is_named() {
    let lost = Faults::seeded(1).on(Op::CompleteJob, Fault::lose_request().reset()).nth(1);
    let sandbox = Sandbox::builder().faults(lost).in_process();
    let id = sandbox.add_executing_job("exportOrders");
    let mut job = sandbox.job(&id).unwrap();
    job.status = Some(JobStatus::Canceled);
    sandbox.put_job(job);
    let error = sandbox.client().unwrap().job(&id).complete("x").await.unwrap_err();
    assert!(error.is_already_finished() && !error.is_in_doubt(), "{error}");
    assert_eq!(error.other_end(), Some(&JobStatus::Canceled));
    assert_eq!(
        error.to_string(),
        format!(
            "complete a job `{id}`: the job is already canceled, after 1 attempt and 1 read of \
             the job in 0.0s"
        )
    );
}

#[tokio::test(start_paused = true)]
async fn a_doubt_says_what_to_do() {
    let faults = Faults::seeded(1).on_any(Fault::lose_request());
    let sandbox = Sandbox::builder().faults(faults).in_process();
    let id = sandbox.add_executing_job("exportOrders");
    let client = sandbox.client_builder().seed(7).build().unwrap();
    let error = client.job(&id).fail("x").await.unwrap_err();
    assert!(error.is_in_doubt() && !error.is_timeout(), "{error}");
    // The line that the README shows.
    let readme = include_str!("../../README.md");
    assert!(readme.contains(&error.to_string()), "{error}");
}
