//! Requests are checked against the contract, and a refusal names the member.

use flatfile_jobs::api::{BodyRule, OPERATIONS, OperationId as Op};
use flatfile_jobs::sandbox::{Rules, UnknownEnums};
use serde_json::{Value, json};

use crate::caller::{Caller, Clock, config};

async fn refused(caller: &Caller, operation: Op, body: Value) -> String {
    let id = caller.sandbox.add_executing_job("exportOrders");
    let before = caller.sandbox.job(&id);
    let (code, answer) = caller.call(operation, &id, Some(body)).await;
    assert_eq!(code, 400, "{answer}");
    assert_eq!(caller.sandbox.job(&id), before);
    let error = &answer["errors"][0];
    let key = error["key"].as_str().unwrap_or_default().to_owned();
    assert!(error["message"].as_str().unwrap().contains(&key), "{answer}");
    key
}

#[tokio::test]
async fn the_member_is_named() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let next = |next: Value| json!({ "outcome": { "next": next } });
    for (operation, body, member) in [
        (Op::CreateJob, json!({ "type": "workbook", "operation": "x" }), "source"),
        (Op::CreateJob, config(json!({ "type": "planet" })), "type"),
        (Op::CreateJob, config(json!({ "progress": 101 })), "progress"),
        (Op::CreateJob, config(json!({ "progress": 0.5 })), "progress"),
        (Op::CreateJob, config(json!({ "config": [] })), "config"),
        (Op::CreateJob, config(json!({ "mode": "loud" })), "mode"),
        (Op::CreateJob, config(json!({ "predecessorIds": ["a", 1] })), "predecessorIds[1]"),
        (Op::CreateJob, config(json!({ "subject": { "type": "resource" } })), "subject.id"),
        (Op::UpdateJob, json!({ "status": "done" }), "status"),
        (Op::UpdateJob, json!({ "outcomeAcknowledgedAt": "today" }), "outcomeAcknowledgedAt"),
        (Op::AckJob, json!({ "progress": "half" }), "progress"),
        (Op::AckJob, json!({ "progress": -1 }), "progress"),
        (Op::FailJob, json!({ "outcome": { "acknowledge": "yes" } }), "outcome.acknowledge"),
        (Op::FailJob, next(json!({ "type": "url" })), "outcome.next.url"),
        (Op::FailJob, next(json!({ "type": "id", "id": 7 })), "outcome.next.id"),
        (Op::FailJob, next(json!({ "type": "teleport" })), "outcome.next.type"),
        (Op::CancelJob, json!({ "info": 7 }), "info"),
        (Op::SplitJob, json!({}), "parts"),
        (Op::SplitJob, json!({ "parts": 2, "runInParallel": "no" }), "runInParallel"),
        (Op::PreviewMutation, json!({ "sheetId": "us_sh_1" }), "mutateRecord"),
        (Op::AckJob, json!([]), ""),
    ] {
        assert_eq!(refused(&caller, operation, body.clone()).await, member, "{body}");
    }
}

#[tokio::test]
async fn all_mistakes_are_named() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let next = json!({ "type": "download", "fileName": 7 });
    for (operation, body, members) in [
        (Op::CreateJob, json!({ "type": "planet", "part": "x" }), "operation part source type"),
        (Op::AckJob, json!({ "progress": 101, "info": 7 }), "info progress"),
        (
            Op::FailJob,
            json!({ "info": 7, "outcome": { "acknowledge": "yes", "heading": 7, "next": next } }),
            "info outcome.acknowledge outcome.heading outcome.next.fileName outcome.next.url",
        ),
        (
            Op::CreateJob,
            config(json!({ "parentId": "us_jb_a", "predecessorIds": ["us_jb_b", "us_jb_c"] })),
            "parentId predecessorIds[0] predecessorIds[1]",
        ),
        (Op::SplitJob, json!({ "runInParallel": 1 }), "parts runInParallel"),
    ] {
        let id = caller.sandbox.add_executing_job("exportOrders");
        let (code, response) = caller.call(operation, &id, Some(body)).await;
        let errors = response["errors"].as_array().unwrap();
        let mut keys: Vec<_> = errors.iter().map(|it| it["key"].as_str().unwrap()).collect();
        keys.sort_unstable();
        assert_eq!((code, keys.join(" ").as_str()), (400, members), "{response}");
    }
}

#[tokio::test]
async fn a_body_is_there_where_it_has_to_be() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    for operation in OPERATIONS {
        let id = caller.sandbox.add_executing_job("exportOrders");
        let (code, _) = caller.call(operation.id, &id, None).await;
        assert_eq!(code == 400, operation.body == BodyRule::Required, "{}", operation.name);
    }
}

#[tokio::test]
async fn null_is_as_good_as_absent() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let id = caller.create(json!({ "mode": null, "config": null, "trigger": null })).await;
    assert_eq!(caller.sandbox.job(&id).unwrap().mode, None);
    let ack = json!({ "progress": null, "info": null });
    assert_eq!(caller.call(Op::UpdateJob, &id, Some(ack)).await.0, 200);
}

#[tokio::test]
async fn an_unknown_enum_can_be_taken() {
    let rules = Rules::default().with_unknown_enums(UnknownEnums::Accept);
    let caller = Caller::in_process(Clock::noon().sandbox().rules(rules));
    let id = caller.create(json!({ "mode": "loud", "status": "dreaming" })).await;
    let job = caller.sandbox.job(&id).unwrap();
    assert_eq!(job.mode.unwrap().as_str(), "loud");
    assert_eq!(job.status.unwrap().as_str(), "dreaming");
    let (code, _) = caller.send("GET", "/jobs?sortDirection=sideways", None).await;
    assert_eq!(code, 200);
    refused(&caller, Op::CreateJob, config(json!({ "mode": 7 }))).await;
    let next = json!({ "type": "teleport", "to": 7 });
    let outcome = |more: Value| json!({ "outcome": { "next": next, "acknowledge": more } });
    refused(&caller, Op::FailJob, outcome(json!("yes"))).await;
    assert_eq!(caller.call(Op::FailJob, &id, Some(outcome(json!(true)))).await.0, 200);
    assert_eq!(caller.sandbox.job(&id).unwrap().outcome.unwrap()["next"], next);
}
