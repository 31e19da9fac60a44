//! One event for each change of a job, and what it says.

use chrono::TimeDelta;
use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::sandbox::Rules;
use serde_json::json;

use super::{page, topics};
use crate::caller::{Caller, Clock, body};

#[tokio::test]
async fn a_whole_life() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let id = caller.create(json!({})).await;
    for operation in [
        Op::ExecuteJob,
        Op::AckJob,
        Op::AckJob,
        Op::UpdateJob,
        Op::FailJob,
        Op::AckJobOutcome,
        Op::RetryJob,
        Op::CompleteJob,
        Op::DeleteJob,
    ] {
        let (status, answer) = caller.call(operation, &id, body(operation, &id)).await;
        assert_eq!(status, 200, "{answer}");
    }
    assert_eq!(
        topics(&caller),
        "created ready updated updated updated failed outcome-acknowledged ready completed deleted"
    );
    let deleted = caller.sandbox.events().pop().unwrap();
    assert_eq!(deleted.payload, None, "as the guides show it");
    assert_eq!(deleted.context.job_id.unwrap(), id);
}

#[tokio::test]
async fn a_job_that_is_ready_at_once_and_one_that_has_to_wait() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let first = caller.create(json!({ "trigger": "immediate" })).await;
    assert_eq!(topics(&caller), "created ready");
    let more = json!({ "trigger": "immediate", "predecessorIds": [first] });
    caller.create(more).await;
    assert_eq!(topics(&caller), "created ready created", "it waits");
    caller.call(Op::CompleteJob, &first, None).await;
    assert_eq!(topics(&caller), "created ready created completed ready");
}

#[tokio::test]
async fn what_the_owner_puts_is_told_too() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let id = caller.sandbox.add_executing_job("exportOrders");
    assert_eq!(topics(&caller), "created");
    let job = caller.sandbox.job(&id).unwrap().with_status("ready");
    caller.sandbox.put_job(job);
    assert_eq!(topics(&caller), "created ready");
}

#[tokio::test]
async fn what_is_refused_or_read_makes_none() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let id = caller.create(json!({})).await;
    assert_eq!(caller.call(Op::CompleteJob, &id, None).await.0, 409);
    caller.call(Op::GetJob, &id, None).await;
    caller.call(Op::ListJobs, &id, None).await;
    assert_eq!(topics(&caller), "created");
}

#[tokio::test]
async fn time_makes_them_as_of_when_it_was() {
    let clock = Clock::noon();
    let caller = Caller::in_process(clock.sandbox());
    let id = caller.create(json!({ "status": "executing" })).await;
    clock.pass(TimeDelta::hours(2));
    let failed = caller.sandbox.events().pop().unwrap();
    assert_eq!(failed.topic.as_str(), "job:failed");
    assert_eq!(failed.created_at, caller.sandbox.job(&id).unwrap().finished_at);
    assert_eq!(clock.now() - failed.created_at.unwrap(), TimeDelta::minutes(115));
}

#[tokio::test]
async fn parts_tell_of_themselves_and_their_parent_of_all() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let parent = caller.sandbox.add_executing_job("sendInvoices");
    let split = json!({ "parts": 3, "runInParallel": true });
    caller.call(Op::SplitJob, &parent, Some(split)).await;
    assert_eq!(topics(&caller), "created updated created ready created ready created ready");
    let parts = page(&caller, "topic=job:ready").await;
    assert!(parts.iter().all(|event| event["payload"]["isPart"] == true), "{parts:?}");
    for (operation, part) in [Op::CompleteJob, Op::FailJob, Op::CancelJob].iter().zip(&parts) {
        let id = part["context"]["jobId"].as_str().unwrap();
        assert_eq!(caller.call(*operation, id, None).await.0, 200);
    }
    let completed = page(&caller, "topic=job:parts-completed").await;
    assert_eq!(completed.len(), 1);
    assert_eq!(completed[0]["context"]["jobId"], json!(parent));
    let counts = json!({ "total": 3, "completed": 1, "failed": 1, "canceled": 1 });
    assert_eq!(completed[0]["payload"]["parts"], counts);
    assert_eq!(completed[0]["payload"]["isPart"], json!(false));
}

#[tokio::test]
async fn a_parent_that_ends_takes_its_parts_along_without_that_event() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let parent = caller.sandbox.add_executing_job("sendInvoices");
    caller.call(Op::SplitJob, &parent, Some(json!({ "parts": 2 }))).await;
    caller.call(Op::FailJob, &parent, None).await;
    let topics = topics(&caller);
    assert!(topics.ends_with("failed updated updated"), "{topics}");
}

#[tokio::test]
async fn cancel_and_retry_can_be_silent() {
    for told in [true, false] {
        let rules = Rules::default().with_events_of_cancel_and_retry(told);
        let caller = Caller::in_process(Clock::noon().sandbox().rules(rules));
        let id = caller.sandbox.add_executing_job("exportOrders");
        for operation in [Op::FailJob, Op::RetryJob, Op::CancelJob] {
            caller.call(operation, &id, None).await;
        }
        let expected = if told { "created failed ready updated" } else { "created failed" };
        assert_eq!(topics(&caller), expected);
    }
}

#[tokio::test]
async fn what_a_ready_one_says() {
    let clock = Clock::noon();
    let caller = Caller::in_process(clock.sandbox());
    let more = json!({
        "trigger": "immediate", "environmentId": "us_env_1", "input": { "currency": "EUR" },
    });
    let id = caller.create(more).await;
    let ready = page(&caller, "topic=job:ready").await.remove(0);
    assert_eq!(
        ready,
        json!({
            "id": "us_evt_00000002",
            "topic": "job:ready",
            "domain": "job",
            "context": {
                "accountId": "us_acc_sandbox1",
                "environmentId": "us_env_1",
                "workbookId": "us_wb_7PfLm2Rd",
                "jobId": id,
                "actorId": "us_usr_sandbox1",
            },
            "payload": {
                "job": "workbook:exportOrders",
                "domain": "workbook",
                "operation": "exportOrders",
                "status": "ready",
                "isPart": false,
                "input": { "currency": "EUR" },
            },
            "createdAt": ready["createdAt"],
        })
    );
    let unknown = flatfile_jobs::contract::unknown("JobReadyEvent", &ready);
    assert!(unknown.is_empty(), "{unknown:?}");
    let event = flatfile_jobs::Event::parse(ready.to_string()).unwrap();
    assert!(matches!(event, flatfile_jobs::Event::Ready(_)), "{event:?}");
    assert_eq!(event.as_generic().created_at, Some(clock.now()));
}
