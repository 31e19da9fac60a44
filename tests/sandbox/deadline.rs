//! A job that is executing and not acknowledged fails after five minutes.

use std::time::Duration;

use chrono::TimeDelta;
use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::sandbox::{By, Rules};
use serde_json::json;

use crate::caller::{Caller, Clock};

const NEARLY: TimeDelta = TimeDelta::milliseconds(5 * 60 * 1000 - 1);
const A_MOMENT: TimeDelta = TimeDelta::milliseconds(1);

#[tokio::test]
async fn it_fails_when_it_is_due_and_not_before() {
    let clock = Clock::noon();
    let caller = Caller::in_process(clock.sandbox());
    let id = caller.create(json!({ "status": "executing" })).await;
    clock.pass(NEARLY);
    assert_eq!(caller.status(&id), "executing");
    clock.pass(A_MOMENT);
    let due = clock.now();
    clock.pass(TimeDelta::days(1));
    let job = caller.sandbox.job(&id).unwrap();
    assert_eq!(job.status.unwrap().as_str(), "failed");
    assert_eq!(job.finished_at, Some(due));
    assert!(job.info.unwrap().contains("300 seconds"));
    assert_eq!(caller.sandbox.history(&id).last().unwrap().by, By::Deadline);
    assert_eq!(caller.call(Op::AckJob, &id, None).await.0, 409);
}

#[tokio::test]
async fn an_acknowledgement_saves_it() {
    let clock = Clock::noon();
    let caller = Caller::in_process(clock.sandbox());
    let acknowledged = caller.create(json!({ "status": "executing" })).await;
    let ready = caller.create(json!({ "trigger": "immediate" })).await;
    let added = caller.sandbox.add_executing_job("exportOrders");
    clock.pass(NEARLY);
    caller.call(Op::AckJob, &acknowledged, None).await;
    clock.pass(TimeDelta::days(1));
    assert_eq!(caller.status(&acknowledged), "executing");
    assert_eq!(caller.status(&added), "executing");
    // Nobody executes it, so there is nobody to acknowledge.
    assert_eq!(caller.status(&ready), "ready");
}

#[tokio::test]
async fn a_status_set_by_hand_starts_and_stops_the_wait() {
    let clock = Clock::noon();
    let caller = Caller::in_process(clock.sandbox());
    let id = caller.create(json!({})).await;
    let set = |status: &str| caller.call(Op::UpdateJob, &id, Some(json!({ "status": status })));
    set("executing").await;
    clock.pass(NEARLY);
    set("scheduled").await;
    clock.pass(NEARLY);
    set("executing").await;
    clock.pass(NEARLY);
    assert_eq!(caller.status(&id), "executing");
    clock.pass(A_MOMENT);
    assert_eq!(caller.status(&id), "failed");
}

#[tokio::test]
async fn the_time_can_be_another_or_none() {
    for (limit, status) in [(None, "executing"), (Some(Duration::from_secs(1)), "failed")] {
        let clock = Clock::noon();
        let rules = Rules::default().with_ack_within(limit);
        let caller = Caller::in_process(clock.sandbox().rules(rules));
        let id = caller.create(json!({ "status": "executing" })).await;
        clock.pass(TimeDelta::minutes(1));
        assert_eq!(caller.status(&id), status);
    }
}
