//! A failed job that is run again.

use flatfile_jobs::api::OperationId as Op;
use serde_json::json;

use crate::caller::{Caller, Clock};

#[tokio::test]
async fn it_is_the_same_job_as_if_new() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let id = caller.create(json!({ "trigger": "immediate", "input": { "a": 1 } })).await;
    let new = caller.sandbox.job(&id);
    caller.call(Op::AckJob, &id, Some(json!({ "progress": 50, "info": "half" }))).await;
    caller.call(Op::FailJob, &id, Some(json!({ "outcome": { "message": "no" } }))).await;
    caller.call(Op::AckJobOutcome, &id, None).await;
    let (code, answer) = caller.call(Op::RetryJob, &id, None).await;
    assert_eq!((code, &answer["data"]["id"]), (200, &json!(id)));
    assert_eq!(caller.sandbox.job(&id), new);
    caller.call(Op::AckJob, &id, None).await;
    assert_eq!(caller.call(Op::CompleteJob, &id, None).await.0, 200);
    assert_eq!(caller.sandbox.history(&id).iter().filter(|change| change.is_end()).count(), 2);
}
