//! A job that is split, and its parts.

use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::{Job, JobPartExecution};
use flatfile_jobs::sandbox::By;
use serde_json::{Value, json};

use crate::caller::{Caller, Clock};

async fn split(details: Value) -> (Caller, String, Vec<Job>) {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let parent = caller.create(json!({ "trigger": "immediate", "input": { "a": 1 } })).await;
    assert_eq!(caller.call(Op::AckJob, &parent, None).await.0, 200);
    let (code, answer) = caller.call(Op::SplitJob, &parent, Some(details)).await;
    assert_eq!(code, 200, "{answer}");
    let parts = parts(&caller, &parent).await;
    (caller, parent, parts)
}

async fn parts(caller: &Caller, parent: &str) -> Vec<Job> {
    let (_, list) =
        caller.send("GET", &format!("/jobs?parentId={parent}&sortDirection=asc"), None).await;
    serde_json::from_value(list["data"].clone()).unwrap()
}

fn statuses(caller: &Caller, parts: &[Job]) -> Vec<String> {
    parts.iter().map(|part| caller.status(part.id.as_str())).collect()
}

#[tokio::test]
async fn by_count_each_part_has_its_number() {
    let (_, parent, parts) = split(json!({ "parts": 3, "runInParallel": true })).await;
    assert_eq!(parts.len(), 3);
    for (number, part) in (0..).zip(&parts) {
        assert_eq!(part.parent_id.as_ref().unwrap(), &parent);
        assert_eq!(part.part, Some(number));
        assert_eq!(part.part_data, Some(json!({ "part": number })));
        assert_eq!(part.part_execution, Some(JobPartExecution::Parallel));
        assert_eq!(part.input, Some(json!({ "a": 1 })));
        assert_eq!(part.operation, "exportOrders");
        assert_eq!(part.status.as_ref().unwrap().as_str(), "ready");
    }
}

#[tokio::test]
async fn by_data_each_part_has_its_own() {
    let data = json!([{ "month": "2025-01" }, { "month": "2025-02" }]);
    let (caller, parent, parts) = split(json!({ "parts": data })).await;
    let shares: Vec<_> = parts.iter().map(|part| part.part_data.clone().unwrap()).collect();
    assert_eq!(Value::Array(shares), data);
    let execution = caller.sandbox.job(&parent).unwrap().part_execution;
    assert_eq!(execution, Some(JobPartExecution::Sequential));
}

#[tokio::test]
async fn sequential_parts_wait_for_the_one_before() {
    let (caller, _, parts) = split(json!({ "parts": 3, "runInParallel": false })).await;
    assert_eq!(statuses(&caller, &parts), ["ready", "waiting", "waiting"]);
    let first = parts[0].id.as_str();
    caller.call(Op::AckJob, first, None).await;
    assert_eq!(caller.call(Op::AckJob, parts[1].id.as_str(), None).await.0, 409);
    caller.call(Op::FailJob, first, None).await;
    assert_eq!(statuses(&caller, &parts), ["failed", "ready", "waiting"]);
    caller.call(Op::DeleteJob, parts[1].id.as_str(), None).await;
    assert_eq!(caller.status(parts[2].id.as_str()), "ready");
    assert_eq!(caller.sandbox.history(parts[2].id.as_str()).last().unwrap().by, By::Release);
}

#[tokio::test]
async fn a_parent_completes_after_its_parts() {
    let (caller, parent, parts) = split(json!({ "parts": 2, "runInParallel": true })).await;
    assert_eq!(caller.call(Op::CompleteJob, &parent, None).await.0, 409);
    let complete = json!({ "status": "complete" });
    assert_eq!(caller.call(Op::UpdateJob, &parent, Some(complete)).await.0, 409);
    assert_eq!(caller.call(Op::SplitJob, &parent, Some(json!({ "parts": 2 }))).await.0, 409);
    for part in &parts {
        assert_eq!(caller.call(Op::CompleteJob, part.id.as_str(), None).await.0, 200);
    }
    assert_eq!(caller.call(Op::CompleteJob, &parent, None).await.0, 200);
}

#[tokio::test]
async fn a_parent_that_fails_takes_its_open_parts_along() {
    let (caller, parent, parts) = split(json!({ "parts": 3 })).await;
    caller.call(Op::CompleteJob, parts[0].id.as_str(), None).await;
    caller.call(Op::FailJob, &parent, None).await;
    assert_eq!(statuses(&caller, &parts), ["complete", "canceled", "canceled"]);
    assert_eq!(caller.sandbox.history(parts[2].id.as_str()).len(), 2, "it was never ready");
    caller.call(Op::DeleteJob, &parent, None).await;
    assert!(parts.iter().all(|part| caller.sandbox.job(part.id.as_str()).is_none()));
}

#[tokio::test]
async fn a_part_of_an_ended_parent_is_over() {
    let (caller, parent, parts) = split(json!({ "parts": 1 })).await;
    let part = parts[0].id.as_str();
    caller.call(Op::FailJob, part, None).await;
    caller.call(Op::FailJob, &parent, None).await;
    assert_eq!(caller.call(Op::RetryJob, part, None).await.0, 409);
    caller.call(Op::RetryJob, &parent, None).await;
    assert_eq!(caller.call(Op::RetryJob, part, None).await.0, 200);
}

#[tokio::test]
async fn a_split_into_none_or_too_many_is_refused() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let id = caller.sandbox.add_executing_job("exportOrders");
    for parts in [json!(0), json!(-1), json!([]), json!(1_000_000_000), json!("2")] {
        let (code, answer) = caller.call(Op::SplitJob, &id, Some(json!({ "parts": parts }))).await;
        assert_eq!(code, 400, "{answer}");
    }
}
