//! An event inside of what others put around it.

use flatfile_jobs::Event;
use serde_json::{Value, json};

fn event() -> Value {
    json!({
        "id": "us_evt_1",
        "topic": "job:ready",
        "domain": "job",
        "context": { "environmentId": "us_env_1", "jobId": "us_jb_1" },
        "payload": { "job": "workbook:exportOrders" },
    })
}

/// What the official forwarder sends: the object of its listener.
fn listener() -> Value {
    let raw = event();
    json!({
        "_accessToken": "sk_live_0123456789",
        "_apiUrl": "https://api.x.flatfile.com",
        "src": raw,
        "cache": {},
        "domain": "job",
        "topic": "job:ready",
        "context": raw["context"],
        "payload": raw["payload"],
        "target": "",
        "origin": {},
        "action": "",
        "namespace": [],
    })
}

#[test]
fn it_is_found() {
    let event = event();
    for (name, body) in [
        ("alone", event.clone()),
        ("a forwarder's", listener()),
        ("a page's", json!({ "flatfileEvent": event })),
        ("a bus's", json!({ "source": "x", "detail-type": "y", "detail": { "event": event } })),
        ("a response's", json!({ "data": [event] })),
        ("a message", json!({ "t": { "t": "17", "r": 1 }, "m": [{ "d": event.to_string() }] })),
        (
            "a queue's",
            json!({ "Records": [{ "body": json!({ "Message": event.to_string() }).to_string() }] }),
        ),
        ("another's topic", json!({ "topic": "jobs", "partition": 3, "value": event })),
        ("a forwarded forwarder's", json!({ "body": listener().to_string() })),
    ] {
        let found =
            Event::parse(body.to_string()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(found.id(), Some("us_evt_1"), "{name}");
        assert_eq!(*found.as_json(), event, "{name}: what is around it is dropped");
    }
}

#[test]
fn several_are_a_batch() {
    let batch =
        json!({ "Records": [{ "body": event().to_string() }, { "body": event() }, { "body": 7 }] });
    let error = Event::parse(batch.to_string()).unwrap_err();
    assert!(error.is_several());
    assert!(error.to_string().contains("2 events"), "{error}");
    assert_eq!(Event::parse_all(batch.to_string()).unwrap().len(), 2);
}

#[test]
fn an_envelope_may_be_as_deep_and_wide_as_it_likes() {
    let mut deep = event();
    for _ in 0..100 {
        deep = json!({ "a": deep });
    }
    assert_eq!(Event::parse(deep.to_string()).unwrap().id(), Some("us_evt_1"));
    let wide = json!({ "rows": vec![json!({ "x": 1 }); 20_000] });
    assert!(Event::parse(wide.to_string()).is_err(), "and it comes to an end");
}
