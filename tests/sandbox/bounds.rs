//! What could take all memory or all time, and does not.

use std::time::Duration;

use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::sandbox::{Fault, Faults};
use flatfile_jobs::transport::Transport;
use serde_json::json;

use crate::caller::{Caller, Clock, config};

#[tokio::test]
async fn a_large_job_is_not_copied_a_thousand_times() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let large = json!({ "input": { "text": "x".repeat(1_000_000) }, "status": "executing" });
    let id = caller.create(large).await;
    let split = |parts: usize| caller.call(Op::SplitJob, &id, Some(json!({ "parts": parts })));
    let (code, response) = split(1000).await;
    assert_eq!(code, 400);
    let message = response["errors"][0]["message"].as_str().unwrap();
    assert!(message.starts_with("1000 parts of 1000"), "{message}");
    let (_, list) = caller.send("GET", "/jobs", None).await;
    assert_eq!(list["pagination"]["totalCount"], 1);
    assert_eq!(split(50).await.0, 200);
}

#[tokio::test]
async fn a_small_job_is_split_into_as_many_parts_as_there_may_be() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let id = caller.sandbox.add_executing_job("exportOrders");
    let split = json!({ "parts": 10_000 });
    assert_eq!(caller.call(Op::SplitJob, &id, Some(split)).await.0, 200);
}

#[tokio::test]
async fn a_body_of_nothing_but_mistakes_is_refused_in_short() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    for (values, named) in [(1_000, 100), (200_000, 1)] {
        let ids = vec![json!(0); values];
        let body = config(json!({ "predecessorIds": ids }));
        let (code, response) = caller.call(Op::CreateJob, "", Some(body)).await;
        assert_eq!((code, response["errors"].as_array().unwrap().len()), (400, named));
    }
}

#[tokio::test(start_paused = true)]
async fn a_fault_is_never_larger_than_memory_or_longer_than_a_day() {
    const DAY: Duration = Duration::from_secs(24 * 60 * 60);
    for (fault, bytes, time) in [
        (Fault::garbage(usize::MAX), Some(64 * 1024 * 1024), Duration::ZERO),
        (Fault::oversized(usize::MAX), Some(64 * 1024 * 1024), Duration::ZERO),
        (Fault::delay(Duration::MAX), None, DAY),
        (Fault::drip(1, Duration::MAX).delayed(Duration::MAX), None, DAY),
        (Fault::drip(usize::MAX, Duration::ZERO), None, Duration::ZERO),
        (Fault::cut(usize::MAX), None, Duration::ZERO),
    ] {
        let faults = Faults::seeded(1).on_any(fault.clone());
        let caller = Caller::in_process(Clock::noon().sandbox().faults(faults));
        let request = http::Request::get("/v1/jobs").body(bytes::Bytes::new()).unwrap();
        let start = tokio::time::Instant::now();
        let response = caller.sandbox.transport().send(request).await.unwrap();
        assert_eq!(start.elapsed(), time, "{fault:?}");
        assert!(bytes.is_none_or(|bytes| response.body().len() == bytes), "{fault:?}");
    }
}
