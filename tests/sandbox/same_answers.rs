//! Over a socket and in process the same calls get the same answers.

use chrono::TimeDelta;
use flatfile_jobs::api::{OPERATIONS, OperationId as Op};
use flatfile_jobs::sandbox::{Fault, Faults, MAX_BODY_BYTES};
use serde_json::{Value, json};

use crate::caller::{Answer, Caller, Clock, body, config, plan};

/// A life with every operation, good and bad.
async fn live(caller: &Caller, clock: &Clock) -> Vec<Answer> {
    let mut answers = Vec::new();
    let first = caller.sandbox.add_executing_job("exportOrders");
    let more = json!({ "trigger": "immediate", "predecessorIds": [first] });
    let id = caller.create(more).await;
    for (operation, body) in [
        (Op::ExecuteJob, None),
        (Op::ReplaceJobPlan, Some(plan(&id))),
        (Op::UpdateJobPlan, Some(json!({ "fileId": "f", "jobId": id, "programId": "p" }))),
        (Op::GetJobPlan, None),
        (Op::UpdateJob, Some(json!({ "status": "ready", "metadata": { "a": 1 } }))),
        (Op::AckJob, Some(json!({ "progress": 10 }))),
        (Op::SplitJob, Some(json!({ "parts": [{ "a": 1 }, { "a": 2 }] }))),
        (Op::CompleteJob, None),
        (Op::FailJob, Some(json!({ "outcome": { "message": "no" } }))),
        (Op::FailJob, None),
        (Op::AckJobOutcome, None),
        (Op::RetryJob, None),
        (Op::CancelJob, Some(json!({ "info": "enough" }))),
        (Op::GetJob, None),
        (Op::PreviewMutation, body(Op::PreviewMutation, &id)),
        (Op::CreateJob, Some(config(json!({ "type": "planet" })))),
        (Op::ListJobs, None),
        (Op::DeleteJob, None),
        (Op::GetJob, None),
    ] {
        clock.pass(TimeDelta::seconds(1));
        answers.push(caller.call(operation, &id, body).await);
    }
    // Every operation on a job that is not there.
    for operation in OPERATIONS {
        let body = body(operation.id, "us jb_nobody");
        answers.push(caller.call(operation.id, "us jb_nobody", body).await);
    }
    for (method, path) in [
        ("GET", "/jobs?pageSize=2&pageNumber=2&sortDirection=asc"),
        ("GET", "/jobs?pageSize=none"),
        ("PUT", "/jobs"),
        ("GET", "/"),
        ("GET", "/jobs/%FF"),
    ] {
        answers.push(caller.send(method, path, None).await);
    }
    caller.sandbox.set_faults(
        Faults::seeded(5)
            .on_one_of([Fault::status(500), Fault::body("[]"), Fault::oversized(9999)])
            .probability(0.7),
    );
    for _ in 0..10 {
        answers.push(caller.call(Op::GetJob, &first, None).await);
    }
    answers
}

#[tokio::test]
async fn over_all_operations() {
    let (one, two) = (Clock::noon(), Clock::noon());
    let over_socket = Caller::over_socket(one.sandbox()).await;
    let in_process = Caller::in_process(two.sandbox());
    let (left, right) = (live(&over_socket, &one).await, live(&in_process, &two).await);
    assert_eq!(left.len(), right.len());
    for (index, (left, right)) in left.iter().zip(&right).enumerate() {
        assert_eq!(left, right, "answer {index}");
    }
    assert_eq!(over_socket.sandbox.calls(), in_process.sandbox.calls());
    assert_eq!(over_socket.sandbox.export(), in_process.sandbox.export());
    let tried: Vec<_> =
        in_process.sandbox.calls().iter().filter_map(|call| call.operation).collect();
    assert!(OPERATIONS.iter().all(|operation| tried.contains(&operation.id)));
}

#[tokio::test]
async fn for_a_body_that_is_too_long() {
    let body = Value::String(" ".repeat(MAX_BODY_BYTES));
    let clock = Clock::noon();
    let over_socket = Caller::over_socket(clock.sandbox()).await;
    let in_process = Caller::in_process(clock.sandbox());
    let mut answers = Vec::new();
    for caller in [&over_socket, &in_process] {
        let id = caller.sandbox.add_executing_job("exportOrders");
        answers.push(caller.call(Op::FailJob, &id, Some(body.clone())).await);
        assert_eq!(caller.sandbox.calls()[0].status, Some(413));
    }
    assert_eq!(over_socket.sandbox.calls(), in_process.sandbox.calls());
    assert_eq!(answers[0].0, 413);
    assert_eq!(answers[0], answers[1]);
}
