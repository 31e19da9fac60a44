//! What was called, and what became of each job.

use chrono::TimeDelta;
use flatfile_jobs::Retries;
use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::sandbox::{By, Fault, Faults};
use serde_json::json;

use crate::caller::{Caller, Clock};

#[tokio::test]
async fn every_call_is_kept_with_what_went_wrong() {
    let lost = Fault::lose_request().reset();
    let faults = Faults::seeded(1).on(Op::FailJob, Fault::status(503)).nth(1);
    let faults = faults.on(Op::ExecuteJob, lost.clone());
    let caller = Caller::in_process(Clock::noon().sandbox().faults(faults));
    let id = caller.sandbox.add_executing_job("exportOrders");
    caller.call(Op::FailJob, &id, Some(json!({ "info": "no" }))).await;
    caller.call(Op::FailJob, &id, None).await;
    caller.send("GET", "/galaxies?x=1", None).await;
    let client = caller.sandbox.client_builder().retries(Retries::none()).build().unwrap();
    let _ = client.job(&id).execute().await;

    let calls = caller.sandbox.calls();
    let seen: Vec<_> = calls
        .iter()
        .map(|call| (call.operation, call.status, call.carried_out, call.fault.clone()))
        .collect();
    assert_eq!(
        seen,
        [
            (Some(Op::FailJob), Some(503), false, Some(Fault::status(503))),
            (Some(Op::FailJob), Some(200), true, None),
            (None, Some(404), false, None),
            (Some(Op::ExecuteJob), None, false, Some(lost)),
        ]
    );
    assert_eq!(calls[0].body, Some(json!({ "info": "no" })));
    assert_eq!(calls[0].job, Some(id));
    assert_eq!(calls[2].path, "/v1/galaxies?x=1");
    assert!(!format!("{calls:?}").contains(caller.sandbox.token()));
    caller.sandbox.forget_calls();
    assert!(caller.sandbox.calls().is_empty());
}

#[tokio::test]
async fn as_many_calls_are_kept_as_are_asked_for() {
    for (most, paths) in [(0, &[][..]), (2, &["/v1/b", "/v1/c"]), (9, &["/v1/a", "/v1/b", "/v1/c"])]
    {
        let caller = Caller::in_process(Clock::noon().sandbox().most_calls(most));
        for path in ["/a", "/b", "/c"] {
            caller.send("GET", path, None).await;
        }
        let calls = caller.sandbox.calls();
        let kept: Vec<_> = calls.iter().map(|call| call.path.as_str()).collect();
        assert_eq!(kept, paths, "{most}");
        caller.sandbox.forget_calls();
        caller.send("GET", "/d", None).await;
        assert_eq!(caller.sandbox.calls().len(), most.min(1));
    }
}

#[tokio::test]
async fn a_call_is_shown_as_it_was_sent() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    for (path, operation, job) in [
        ("/jobs/us%5Fjb_1?x=%3F?y", Some(Op::GetJob), Some("us_jb_1")),
        ("/jobs?pageSize=1", Some(Op::ListJobs), None),
        ("/jobs/%FF", None, None),
    ] {
        caller.send("GET", path, None).await;
        let call = caller.sandbox.calls().pop().unwrap();
        assert_eq!((call.operation, call.job.as_deref()), (operation, job), "{path}");
        assert_eq!((call.method, call.path), ("GET".to_owned(), format!("/v1{path}")));
    }
}

#[tokio::test]
async fn what_is_refused_before_its_operation_is_not_carried_out() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let id = caller.sandbox.add_executing_job("exportOrders");
    let mut expected = Vec::new();
    for (method, path, body, carried_out) in [
        ("GET", "/galaxies".to_owned(), None, false),
        ("PUT", format!("/jobs/{id}/fail"), None, false),
        ("POST", format!("/jobs/{id}/fail"), Some(json!({ "info": 7 })), false),
        ("GET", "/jobs?pageSize=many".to_owned(), None, false),
        // The operation refuses: there is no such job, and its state is another.
        ("POST", "/jobs/us_jb_nobody/fail".to_owned(), None, true),
        ("POST", format!("/jobs/{id}/retry"), None, true),
        ("GET", format!("/jobs/{id}"), None, true),
    ] {
        caller.send(method, &path, body).await;
        expected.push(carried_out);
    }
    let stranger = caller.sandbox.client_builder().token("other").build().unwrap();
    stranger.job(&id).get().await.unwrap_err();
    expected.push(false);
    let calls = caller.sandbox.calls();
    let carried_out: Vec<_> = calls.iter().map(|call| call.carried_out).collect();
    assert_eq!(carried_out[..expected.len()], expected);
    assert!(calls[expected.len()..].iter().all(|call| !call.carried_out));
}

#[tokio::test]
async fn a_fault_after_the_effect_of_a_refused_request_has_no_effect() {
    let faults = Faults::seeded(1).on_any(Fault::status(503).after_effect());
    let caller = Caller::in_process(Clock::noon().sandbox().faults(faults));
    caller.send("GET", "/galaxies", None).await;
    assert!(!caller.sandbox.calls()[0].carried_out);
}

#[tokio::test]
async fn a_history_has_every_change() {
    let clock = Clock::noon();
    let caller = Caller::in_process(clock.sandbox());
    let id = caller.create(json!({})).await;
    for operation in [Op::ExecuteJob, Op::AckJob, Op::GetJob, Op::CompleteJob, Op::FailJob] {
        clock.pass(TimeDelta::seconds(1));
        caller.call(operation, &id, None).await;
    }
    caller.call(Op::DeleteJob, &id, None).await;
    let history = caller.sandbox.history(&id);
    let name = |status: &Option<_>| status.as_ref().map_or("-".to_owned(), ToString::to_string);
    let steps: Vec<_> = history
        .iter()
        .map(|change| (change.by, format!("{} > {}", name(&change.from), name(&change.to))))
        .collect();
    let by = |operation, step: &str| (By::Operation(operation), step.to_owned());
    assert_eq!(
        steps,
        [
            by(Op::CreateJob, "- > created"),
            by(Op::ExecuteJob, "created > ready"),
            by(Op::AckJob, "ready > executing"),
            by(Op::CompleteJob, "executing > complete"),
            by(Op::DeleteJob, "complete > -"),
        ]
    );
    assert_eq!(history[2].at - history[0].at, TimeDelta::seconds(2));
}
