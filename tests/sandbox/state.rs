//! The state out and in again.

use chrono::TimeDelta;
use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::sandbox::Sandbox;
use serde_json::json;

use crate::caller::{Caller, Clock, plan};

#[tokio::test]
async fn a_sandbox_goes_on_where_another_stopped() {
    let clock = Clock::noon();
    let first = Caller::in_process(clock.sandbox());
    let parent = first.sandbox.add_executing_job("exportOrders");
    first.call(Op::SplitJob, &parent, Some(json!({ "parts": 2 }))).await;
    let follower = first.create(json!({ "status": "ready", "predecessorIds": [parent] })).await;
    let silent = first.create(json!({ "status": "executing" })).await;
    let mapped = first.create(json!({})).await;
    first.call(Op::ReplaceJobPlan, &mapped, Some(plan(&mapped))).await;
    let gone = first.create(json!({})).await;
    first.call(Op::DeleteJob, &gone, None).await;

    let state = first.sandbox.export();
    let text = state.to_string();
    let builder = clock.sandbox().import(serde_json::from_str(&text).unwrap()).unwrap();
    let second = Caller::in_process(builder);
    assert_eq!(second.sandbox.export(), state);

    clock.pass(TimeDelta::minutes(5));
    for caller in [&first, &second] {
        assert_eq!(caller.status(&silent), "failed");
        caller.call(Op::FailJob, &parent, None).await;
        caller.call(Op::RetryJob, &parent, None).await;
        caller.call(Op::AckJob, &parent, None).await;
        caller.call(Op::CompleteJob, &parent, None).await;
        assert_eq!(caller.status(&follower), "ready");
        assert_eq!(caller.call(Op::GetJobPlan, &mapped, None).await.0, 200);
        assert_eq!(caller.call(Op::GetJob, &gone, None).await.0, 404);
        assert_eq!(caller.sandbox.history(&gone).len(), 2);
    }
    assert_eq!(second.sandbox.export(), first.sandbox.export());
    let fresh = second.create(json!({})).await;
    assert!(first.sandbox.history(&fresh).is_empty(), "{fresh} was given twice");
}

#[tokio::test]
async fn a_clock_past_all_dates_stands_still() {
    let clock = Clock::noon();
    let caller = Caller::in_process(clock.sandbox());
    clock.pass(TimeDelta::days(365 * 9_000));
    let id = caller.create(json!({ "status": "executing" })).await;
    let (code, body) = caller.call(Op::GetJob, &id, None).await;
    assert_eq!((code, &body["data"]["startedAt"]), (200, &json!("9999-12-31T23:59:59.999Z")));
    // Of a job that was put there with such a date, it is moved.
    let job = caller.sandbox.job(&id).unwrap().with_started_at(clock.now());
    caller.sandbox.put_job(job);
    let (code, body) = caller.call(Op::GetJob, &id, None).await;
    assert_eq!((code, &body["data"]["startedAt"]), (200, &json!("9999-12-31T23:59:59.999Z")));
}

#[test]
fn what_is_no_state_is_refused() {
    for value in [json!(null), json!({}), json!({ "jobs": [{ "id": 7 }] })] {
        assert!(Sandbox::builder().import(value).is_err());
    }
}

#[tokio::test]
async fn of_two_jobs_with_one_id_the_last_counts() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let id = caller.create(json!({ "source": "us_wb_old", "status": "executing" })).await;
    let mut state = caller.sandbox.export();
    let mut second = state["jobs"][0].clone();
    second["job"]["source"] = json!("us_wb_new");
    second["job"]["status"] = json!("complete");
    state["jobs"].as_array_mut().unwrap().push(second);
    let clock = Clock::noon();
    let caller = Caller::in_process(clock.sandbox().import(state).unwrap());
    let (_, list) = caller.send("GET", "/jobs", None).await;
    assert_eq!(list["data"].as_array().unwrap().len(), 1, "{list}");
    let (_, list) = caller.send("GET", "/jobs?source=us_wb_old", None).await;
    assert_eq!(list["data"].as_array().unwrap().len(), 0, "{list}");
    // It is complete: the deadline that came with it is for nobody.
    clock.pass(TimeDelta::minutes(5));
    assert_eq!(caller.status(&id), "complete");
}

#[tokio::test]
async fn an_entry_with_another_job_is_refused() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    caller.create(json!({})).await;
    let mut state = caller.sandbox.export();
    state["jobs"][0]["id"] = json!("us_jb_other");
    let error = Sandbox::builder().import(state).unwrap_err();
    assert!(error.to_string().contains("us_jb_other"), "{error}");
}

#[tokio::test]
async fn what_was_deleted_can_be_forgotten() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let first = caller.create(json!({})).await;
    let parent = caller.sandbox.add_executing_job("exportOrders");
    caller.call(Op::SplitJob, &parent, Some(json!({ "parts": 2 }))).await;
    let second = caller.create(json!({})).await;
    let follower = caller.create(json!({ "status": "ready", "predecessorIds": [parent] })).await;
    for id in [&first, &second] {
        caller.call(Op::DeleteJob, id, None).await;
    }

    let forgotten = caller.sandbox.forget_deleted();
    let ids: Vec<&String> = forgotten.iter().map(|(id, _)| id).collect();
    assert_eq!(ids, [&first, &second]);
    assert_eq!(forgotten[0].1.len(), 2, "made and deleted");
    assert!(caller.sandbox.history(&first).is_empty());
    assert!(caller.sandbox.forget_deleted().is_empty());

    // The others go on, with all that ties them together.
    let third = caller.create(json!({})).await;
    assert!(![first, second].contains(&third), "no id is used twice");
    let (_, parts) = caller.send("GET", &format!("/jobs?parentId={parent}"), None).await;
    assert_eq!(parts["data"].as_array().unwrap().len(), 2);
    for part in parts["data"].as_array().unwrap().iter().rev() {
        let id = part["id"].as_str().unwrap();
        assert_eq!(caller.call(Op::AckJob, id, None).await.0, 200);
        assert_eq!(caller.call(Op::CompleteJob, id, None).await.0, 200);
    }
    assert_eq!(caller.status(&follower), "waiting");
    caller.call(Op::CompleteJob, &parent, None).await;
    assert_eq!(caller.status(&follower), "ready");
}
