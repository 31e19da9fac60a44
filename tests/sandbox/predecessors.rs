//! A job that waits for others.

use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::sandbox::By;
use serde_json::json;

use crate::caller::{Caller, Clock, config};

#[tokio::test]
async fn it_waits_until_all_are_complete() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let (one, two) =
        (caller.sandbox.add_executing_job("one"), caller.sandbox.add_executing_job("two"));
    let more = json!({ "trigger": "immediate", "predecessorIds": [one, two] });
    let id = caller.create(more).await;
    assert_eq!(caller.status(&id), "waiting");
    assert_eq!(caller.call(Op::AckJob, &id, None).await.0, 409);
    caller.call(Op::CompleteJob, &one, None).await;
    assert_eq!(caller.status(&id), "waiting");
    caller.call(Op::ExecuteJob, &id, None).await;
    assert_eq!(caller.status(&id), "waiting");
    caller.call(Op::CompleteJob, &two, None).await;
    assert_eq!(caller.status(&id), "ready");
    assert_eq!(caller.sandbox.history(&id).last().unwrap().by, By::Release);
}

#[tokio::test]
async fn one_that_fails_holds_it_until_it_is_retried_or_deleted() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    for last in [Op::CompleteJob, Op::DeleteJob] {
        let before = caller.sandbox.add_executing_job("before");
        let id = caller.create(json!({ "predecessorIds": [before] })).await;
        assert_eq!(caller.status(&id), "created");
        caller.call(Op::ExecuteJob, &id, None).await;
        caller.call(Op::FailJob, &before, None).await;
        assert_eq!(caller.status(&id), "waiting");
        caller.call(Op::RetryJob, &before, None).await;
        assert_eq!(caller.call(last, &before, None).await.0, 200);
        assert_eq!(caller.status(&id), "ready", "after {last:?}");
    }
}

#[tokio::test]
async fn one_that_is_not_there_is_named() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let one = caller.sandbox.add_executing_job("one");
    let config = config(json!({ "predecessorIds": [one, "us_jb_nobody"] }));
    let (code, answer) = caller.call(Op::CreateJob, "", Some(config)).await;
    assert_eq!((code, &answer["errors"][0]["key"]), (400, &json!("predecessorIds[1]")));
}
