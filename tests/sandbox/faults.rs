//! What goes wrong by plan, in process and under a paused clock.

use std::time::Duration;

use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::{JobConfig, JobStatus, JobType};
use flatfile_jobs::sandbox::{Fault, Faults, Sandbox};
use flatfile_jobs::{Client, Error, Retries};
use tokio::time::Instant;

const LIMIT: Duration = Duration::from_secs(30);

struct Run {
    sandbox: Sandbox,
    client: Client,
    id: String,
}

/// One *execute* with a fault; returns also whether it was carried out.
async fn execute(fault: Fault) -> (Result<(), Error>, bool) {
    let run = run(Faults::seeded(1).on(Op::ExecuteJob, fault));
    let result = run.client.job(&run.id).execute().await.map(drop);
    let done = run.is_done();
    (result, done)
}

impl Run {
    fn is_done(&self) -> bool {
        self.sandbox.job(&self.id).unwrap().status == Some(JobStatus::Ready)
    }
}

fn run(faults: Faults) -> Run {
    let sandbox = Sandbox::builder().faults(faults).in_process();
    let client = sandbox.client_builder().timeout(LIMIT).retries(Retries::none());
    let client = client.build().unwrap();
    let id = sandbox.add(JobConfig::new("exportOrders", "us_wb_7PfLm2Rd", JobType::Workbook));
    Run { sandbox, client, id }
}

#[tokio::test(start_paused = true)]
async fn a_status_comes_before_or_after_the_effect() {
    let (result, done) = execute(Fault::status(503)).await;
    assert_eq!((result.unwrap_err().status(), done), (Some(503), false));
    let (result, done) = execute(Fault::status(503).after_effect()).await;
    assert_eq!((result.unwrap_err().status(), done), (Some(503), true));
    let (result, done) = execute(Fault::html(502)).await;
    assert_eq!((result.unwrap_err().status(), done), (Some(502), false));
}

#[tokio::test(start_paused = true)]
async fn what_is_lost_never_comes_or_is_interrupted() {
    for (fault, effect) in [(Fault::lose_request(), false), (Fault::lose_response(), true)] {
        let start = Instant::now();
        let (result, done) = execute(fault.clone()).await;
        assert!(result.unwrap_err().is_timeout());
        assert_eq!((start.elapsed(), done), (LIMIT, effect));
        let start = Instant::now();
        let (result, done) = execute(fault.reset()).await;
        assert!(result.unwrap_err().is_interrupted());
        assert_eq!((start.elapsed(), done), (Duration::ZERO, effect));
    }
}

#[tokio::test(start_paused = true)]
async fn a_bad_body_comes_after_the_effect() {
    let (result, done) = execute(Fault::cut(10)).await;
    assert!(result.unwrap_err().is_cut_short() && done);
    let (result, done) = execute(Fault::cut(1_000_000)).await;
    assert!(result.is_ok() && done);
    let (result, done) = execute(Fault::stall(10)).await;
    assert!(result.unwrap_err().is_timeout() && done);
    let (result, done) = execute(Fault::stall(10).reset()).await;
    assert!(result.unwrap_err().is_cut_short() && done);
    let (result, done) = execute(Fault::oversized(16 * 1024 * 1024 + 1)).await;
    assert!(result.unwrap_err().is_too_large() && done);
    let (result, done) = execute(Fault::oversized(100_000)).await;
    assert!(result.is_ok() && done);
    let (result, done) = execute(Fault::garbage(64)).await;
    assert!(result.unwrap_err().is_contract_mismatch() && done);
    let (result, done) = execute(Fault::body("{\"data\":")).await;
    assert!(result.unwrap_err().is_contract_mismatch() && done);
}

#[tokio::test(start_paused = true)]
async fn a_late_answer_takes_its_time() {
    let start = Instant::now();
    let (result, _) = execute(Fault::delay(Duration::from_secs(7))).await;
    assert!(result.is_ok());
    assert_eq!(start.elapsed(), Duration::from_secs(7));
    let (result, done) = execute(Fault::status(503).delayed(Duration::from_secs(31))).await;
    assert!(result.unwrap_err().is_timeout() && !done);
    let (result, done) = execute(Fault::drip(1, Duration::from_secs(2))).await;
    assert!(result.unwrap_err().is_timeout() && done);
    assert!(execute(Fault::drip(1000, Duration::from_secs(1))).await.0.is_ok());
}

#[tokio::test]
async fn a_rule_is_for_an_operation_a_call_or_so_many() {
    let faults = Faults::seeded(1)
        .on(Op::GetJob, Fault::status(500))
        .nth(2)
        .on_any(Fault::status(429))
        .times(1);
    let run = run(faults);
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(run.client.job(&run.id).get().await.err().and_then(|error| error.status()));
    }
    assert_eq!(statuses, [Some(429), Some(500), None, None]);
    run.sandbox.set_faults(Faults::seeded(1).on(Op::GetJob, Fault::status(418)));
    assert_eq!(run.client.job(&run.id).get().await.unwrap_err().status(), Some(418));
}

#[tokio::test]
async fn one_number_replays_a_run() {
    async fn statuses(seed: u64) -> Vec<Option<u16>> {
        let kinds = [Fault::status(500), Fault::status(429), Fault::garbage(8)];
        let run = run(Faults::seeded(seed).on_one_of(kinds).probability(0.5));
        let mut statuses = Vec::new();
        for _ in 0..100 {
            let error = run.client.job(&run.id).get().await.err();
            statuses.push(error.and_then(|error| error.status()));
        }
        statuses
    }
    let first = statuses(7).await;
    assert_eq!(first, statuses(7).await);
    assert_ne!(first, statuses(8).await);
    let right = first.iter().filter(|status| status.is_none()).count();
    assert!((30..70).contains(&right), "{right} of 100 were right, with a share of one half");
}

#[tokio::test]
async fn every_kind_of_retry_after_can_be_sent() {
    let date = "2025-06-01T12:00:05Z".parse().unwrap();
    let busy = || Fault::status(429);
    for (fault, text) in [
        (busy().retry_after_seconds(2), "2"),
        (busy().retry_after_date(date), "Sun, 01 Jun 2025 12:00:05 GMT"),
        (busy().retry_after("0.5"), "0.5"),
        (busy().retry_after("-1"), "-1"),
        (busy().retry_after("99999999999999999999"), "99999999999999999999"),
        (busy().retry_after("soon"), "soon"),
    ] {
        use flatfile_jobs::transport::Transport;
        let run = run(Faults::seeded(1).on_any(fault.header("x-ratelimit-reset", "1748779205")));
        let request = http::Request::get("/v1/jobs").body(bytes::Bytes::new()).unwrap();
        let answer = run.sandbox.transport().send(request).await.unwrap();
        assert_eq!(answer.status(), 429);
        assert_eq!(answer.headers()["retry-after"], text);
        assert_eq!(answer.headers()["x-ratelimit-reset"], "1748779205");
    }
}

#[tokio::test(start_paused = true)]
async fn a_thousand_runs_tell_what_really_happened() {
    let minute = Duration::from_secs(60);
    let kinds = || {
        [
            Fault::status(503),
            Fault::status(500).after_effect(),
            Fault::lose_request(),
            Fault::lose_response().reset(),
            Fault::cut(20),
            Fault::stall(0),
            Fault::garbage(30),
            Fault::drip(1, minute),
            Fault::delay(minute),
        ]
    };
    let mut kinds_seen = std::collections::BTreeSet::new();
    for seed in 0..1000 {
        let run = run(Faults::seeded(seed).on_one_of(kinds()).probability(0.8));
        let result = run.client.job(&run.id).execute().await;
        let done = run.is_done();
        let call = run.sandbox.calls().remove(0);
        assert_eq!(done, call.carried_out, "seed {seed}: {:?}", call.fault);
        assert!(done || result.is_err(), "seed {seed}: {:?}", call.fault);
        assert_eq!(result.is_ok(), call.fault.is_none(), "seed {seed}: {:?}", call.fault);
        kinds_seen.insert(format!("{:?}", call.fault));
    }
    assert_eq!(kinds_seen.len(), kinds().len() + 1);
}
