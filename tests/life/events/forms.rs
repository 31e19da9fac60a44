//! All in which real events differ is read.

use flatfile_jobs::Event;
use flatfile_jobs::api::types::{CompletedParts, EventTopic, JobStatus};
use serde_json::{Value, json};

use crate::support::fixtures::fixture;

fn parse(event: &Value) -> Event {
    Event::parse(event.to_string()).unwrap()
}

#[test]
fn a_job_is_ready() {
    let Event::Ready(ready) = parse(&fixture("job-ready-event")) else { panic!("another kind") };
    assert!(ready.job_id().is_some());
    assert_eq!(ready.payload().unwrap().status, Some(JobStatus::Ready));
    assert_eq!(ready.topic().as_str(), "job:ready");
}

#[test]
fn what_may_be_missing_null_empty_or_new() {
    let context = json!({ "jobId": "us_jb_1" });
    for (event, payload) in [
        (json!({ "payload": { "job": "space:configure" } }), true),
        (json!({}), false),
        (json!({ "payload": null, "id": null, "createdAt": null, "domain": null }), false),
        (json!({ "payload": {} }), false),
        (json!({ "payload": "text" }), false),
        (json!({ "payload": { "job": "a:b", "info": null, "input": [1] } }), true),
        (json!({ "payload": { "job": "a:b", "isPart": "yes", "status": 5 } }), true),
        (json!({ "payload": { "job": "a:b", "status": "archived", "new": [{}] } }), true),
        (json!({ "createdAt": "yesterday", "payload": { "job": "a:b" } }), true),
        (json!({ "callbackUrl": "", "dataUrl": "v1/x", "target": "", "new": 1 }), false),
        (json!({ "attributes": { "progress": { "percent": 12.5 } } }), false),
        (json!({ "acknowledgedAt": null, "acknowledgedBy": 5, "namespaces": null }), false),
        (json!({ "domain": "agent", "origin": null, "id": "us0_ev_1" }), false),
    ] {
        let mut whole = json!({ "topic": "job:ready", "context": context });
        whole.as_object_mut().unwrap().extend(event.as_object().unwrap().clone());
        let Event::Ready(ready) = parse(&whole) else { panic!("another kind: {whole}") };
        assert_eq!(ready.job_id().unwrap(), "us_jb_1", "{whole}");
        assert_eq!(ready.payload().is_some(), payload, "{whole}");
    }
}

#[test]
fn parts_in_both_forms() {
    for (parts, total) in [
        (json!({ "total": 2, "completed": 1, "failed": 1, "canceled": 0 }), 2),
        (
            json!([
                { "partId": "us_jb_2", "status": "complete", "completedAt": "2025-03-04T10:06:44Z" },
                { "partId": "us_jb_3", "status": "failed" },
            ]),
            2,
        ),
    ] {
        let event = parse(&json!({
            "topic": "job:parts-completed",
            "context": { "jobId": "us_jb_1" },
            "payload": { "status": "parts-completed", "parts": parts },
        }));
        let Event::PartsCompleted(event) = event else { panic!("another kind") };
        assert_eq!(event.job_id().unwrap(), "us_jb_1");
        let found = match &event.payload().unwrap().parts {
            CompletedParts::Counts(counts) => counts.total.unwrap() as usize,
            CompletedParts::Array(parts) => parts.0.len(),
        };
        assert_eq!(found, total);
    }
}

#[test]
fn anything_else_is_kept() {
    let deleted = json!({ "topic": "job:deleted", "context": { "jobId": "us_jb_1" } });
    let event = parse(&deleted);
    assert_eq!(*event.topic(), EventTopic::JobDeleted);
    assert!(matches!(event, Event::Other(_)), "{event:?}");
    let agent =
        json!({ "topic": "agent:new-thing", "domain": "space", "context": {}, "payload": 7 });
    let event = parse(&agent);
    assert_eq!(event.topic().as_str(), "agent:new-thing");
    assert_eq!(event.job_id(), None);
    for event in fixture("event-list-response")["data"].as_array().unwrap() {
        assert!(matches!(parse(event), Event::Other(_)));
    }
}

#[test]
fn an_odd_encoding_is_no_reason() {
    let text =
        "\u{feff}{\"topic\":\"job:ready\",\"context\":{\"jobId\":\"us_jb_1\"},\"x\":\"\\ud83d\"}";
    assert_eq!(Event::parse(text).unwrap().job_id().unwrap(), "us_jb_1");
}

#[test]
fn what_is_no_event_is_said_without_showing_it() {
    for (body, reason) in [
        ("", "cut off"),
        ("<html>secret</html>", "not JSON"),
        ("null", "does not fit"),
        ("7", "does not fit"),
        (r#"{"secret":1}"#, "is missing"),
        (r#"{"topic":"job:ready","secret":1}"#, "`context` is missing"),
        (r#"{"topic":7,"context":{}}"#, "`topic` does not fit"),
        (r#"[{"secret":{"topic":"x"}}]"#, "is missing"),
    ] {
        let error = Event::parse(body).unwrap_err();
        assert!(!error.is_several());
        assert!(flatfile_jobs::Error::from(error.clone()).is_contract_mismatch());
        let shown = format!("{error} {error:?}");
        assert!(shown.contains(reason), "{body}: {shown}");
        assert!(!shown.contains("secret"), "{shown}");
    }
}
