//! What servers send beside the contract survives a read and a write.

use flatfile_jobs::api::types::{Job, JobOutcome, JobOutcomeNext, JobStatus, JobSubject};
use serde_json::{Value, json};

use crate::support::json::assert_same;

fn job(members: Value) -> Value {
    let mut job = json!({
        "id": "us_jb_1", "type": "workbook", "operation": "map", "source": "us_wb_1",
        "createdAt": "2025-01-01T00:00:00Z", "updatedAt": "2025-01-01T00:00:01.5Z",
    });
    for (name, value) in members.as_object().unwrap() {
        job[name] = value.clone();
    }
    job
}

/// Reads a job, and asserts that it writes back as the same value.
fn survives(members: Value) -> Job {
    let written = job(members);
    let read: Job = serde_json::from_value(written.clone())
        .unwrap_or_else(|error| panic!("{written}: {error}"));
    assert_same(&serde_json::to_value(&read).unwrap(), &written, "written back");
    read
}

#[test]
fn unknown_members_are_kept() {
    let read =
        survives(json!({ "fromAction": { "id": "a" }, "estimatedCompletionAt": null, "n": 1e3 }));
    assert_eq!(read.extra["fromAction"], json!({ "id": "a" }));
}

#[test]
fn unknown_enum_values_are_kept() {
    let read = survives(json!({ "status": "on the moon", "type": "galaxy", "mode": "sideways" }));
    assert_eq!(read.status, Some(JobStatus::Unknown("on the moon".into())));
    assert!(!read.status.unwrap().is_known());
    assert_eq!(survives(json!({ "status": "canceled" })).status, Some(JobStatus::Canceled));
}

#[test]
fn unknown_variants_are_kept() {
    let read = survives(json!({ "subject": { "type": "galaxy", "stars": 3 } }));
    assert!(matches!(read.subject, Some(JobSubject::Unknown(object)) if object["stars"] == 3));
    for next in
        [json!({ "type": "teleport", "to": "mars" }), json!({ "no": "tag" }), json!({ "type": 5 })]
    {
        let outcome: JobOutcome = serde_json::from_value(json!({ "next": next })).unwrap();
        assert!(matches!(outcome.next, Some(JobOutcomeNext::Unknown(_))));
        assert_eq!(serde_json::to_value(outcome).unwrap()["next"], next);
    }
}

#[test]
fn a_known_variant_with_a_bad_member_is_an_error_that_names_it() {
    let next = json!({ "next": { "type": "id", "label": "no id" } });
    let error = serde_json::from_value::<JobOutcome>(next).unwrap_err();
    assert_eq!(error.to_string(), "type `id`: missing field `id`");
    let next = json!({ "next": { "type": "files", "files": "x" } });
    let error = serde_json::from_value::<JobOutcome>(next).unwrap_err();
    assert!(error.to_string().starts_with("type `files`: invalid type"), "{error}");
}

#[test]
fn null_counts_as_absent_for_every_optional_member() {
    let required = ["id", "type", "operation", "source", "createdAt", "updatedAt"];
    let contract = include_str!("../../openapi/flatfile-jobs.yaml");
    let contract: Value = serde_saphyr::from_str(contract).unwrap();
    let properties = contract["components"]["schemas"]["Job"]["properties"].as_object().unwrap();
    let nulls: serde_json::Map<String, Value> = properties
        .keys()
        .filter(|name| !required.contains(&name.as_str()))
        .map(|name| (name.clone(), Value::Null))
        .collect();
    assert!(nulls.len() >= 25, "{nulls:?}");
    let read = survives(Value::Object(nulls));
    assert_eq!(read, survives(json!({})));
    assert_eq!(serde_json::to_value(read).unwrap().as_object().unwrap().len(), required.len());
}

#[test]
fn created_by_may_be_absent() {
    assert_eq!(survives(json!({})).created_by, None);
}

#[test]
fn progress_keeps_its_number() {
    let whole = survives(json!({ "progress": 100 }));
    assert_eq!(serde_json::to_string(&whole.progress).unwrap(), "100");
    assert_eq!(whole.progress_percent(), Some(100.0));
    let fraction = survives(json!({ "progress": 99.5 }));
    assert_eq!(serde_json::to_string(&fraction.progress).unwrap(), "99.5");
}

#[test]
fn an_odd_value_in_a_free_member_costs_nothing() {
    for odd in [json!("text"), json!([1, 2]), json!(5), json!(true), json!({})] {
        for member in ["config", "input", "outcome", "result", "partData", "metadata"] {
            survives(json!({ member: odd }));
        }
    }
}

#[test]
fn an_odd_id_costs_nothing() {
    for id in ["", "..", "a/b", "日本"] {
        assert_eq!(survives(json!({ "id": id, "parentId": id })).id, id);
    }
}

#[test]
fn dates_with_an_offset_and_without_a_fraction_are_read() {
    survives(
        json!({ "startedAt": "2025-01-01T01:00:00+01:00", "finishedAt": "2025-01-01T00:00:00Z" }),
    );
}

#[test]
fn the_free_outcome_can_be_read_as_one() {
    let read = survives(json!({ "outcome": { "message": "m", "next": { "type": "wait" } } }));
    assert_eq!(read.typed_outcome().unwrap().message.as_deref(), Some("m"));
    assert_eq!(survives(json!({ "outcome": "text" })).typed_outcome(), None);
}
