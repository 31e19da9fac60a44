//! What an end leaves behind, and who has seen it.

use chrono::TimeDelta;
use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::sandbox::{EndTwice, Rules};
use serde_json::json;

use crate::caller::{Caller, Clock};

#[tokio::test]
async fn an_end_keeps_outcome_and_info() {
    for (end, status, progress) in
        [(Op::CompleteJob, "complete", json!(100)), (Op::FailJob, "failed", json!(40))]
    {
        let clock = Clock::noon();
        let caller = Caller::in_process(clock.sandbox());
        let id = caller.sandbox.add_executing_job("exportOrders");
        let ack = json!({ "progress": 40, "info": "on it", "estimatedCompletionAt": clock.now() });
        let (_, answer) = caller.call(Op::AckJob, &id, Some(ack)).await;
        assert_eq!(answer["data"]["estimatedCompletionAt"], json!(clock.now()));
        clock.pass(TimeDelta::seconds(5));
        let outcome = json!({ "heading": "Over", "next": { "type": "wait", "fade": true } });
        let details = json!({ "outcome": outcome, "info": "done" });
        let (_, answer) = caller.call(end, &id, Some(details)).await;
        let job = &answer["data"];
        assert_eq!((&job["status"], &job["progress"]), (&json!(status), &progress));
        assert_eq!((&job["outcome"], &job["info"]), (&outcome, &json!("done")));
        assert_eq!(job["finishedAt"], json!(clock.now()));
    }
}

#[tokio::test]
async fn a_canceled_job_says_why() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let id = caller.sandbox.add_executing_job("exportOrders");
    caller.call(Op::CancelJob, &id, Some(json!({ "info": "not needed" }))).await;
    assert_eq!(caller.status(&id), "canceled");
    assert_eq!(caller.sandbox.job(&id).unwrap().info.as_deref(), Some("not needed"));
}

#[tokio::test]
async fn the_same_end_again_is_nothing_by_a_rule_but_another_never() {
    let rules = Rules::default().with_end_twice(EndTwice::Ignore);
    let caller = Caller::in_process(Clock::noon().sandbox().rules(rules));
    let id = caller.sandbox.add_executing_job("exportOrders");
    caller.call(Op::CompleteJob, &id, Some(json!({ "info": "first" }))).await;
    let again = caller.call(Op::CompleteJob, &id, Some(json!({ "info": "second" }))).await;
    assert_eq!((again.0, &again.1["data"]["info"]), (200, &json!("first")));
    assert_eq!(caller.call(Op::FailJob, &id, None).await.0, 409);
    assert_eq!(caller.sandbox.history(&id).iter().filter(|change| change.is_end()).count(), 1);
}

#[tokio::test]
async fn the_first_acknowledgement_of_an_outcome_counts() {
    let clock = Clock::noon();
    let caller = Caller::in_process(clock.sandbox());
    let id = caller.sandbox.add_executing_job("exportOrders");
    assert_eq!(caller.call(Op::AckJobOutcome, &id, None).await.0, 409);
    caller.call(Op::FailJob, &id, None).await;
    let seen = clock.now();
    for _ in 0..2 {
        let (code, answer) = caller.call(Op::AckJobOutcome, &id, None).await;
        assert_eq!((code, &answer["data"]["outcomeAcknowledgedAt"]), (200, &json!(seen)));
        clock.pass(TimeDelta::seconds(5));
    }
}
