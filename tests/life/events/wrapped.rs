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
    let plain = json!({ "before": vec![1; 20_000], "event": event(), "a": vec!["b"; 20_000] });
    assert_eq!(Event::parse(plain.to_string()).unwrap().id(), Some("us_evt_1"));
}

/// The ids of a batch, and the same as they are to be.
fn ids(batch: &Value, count: usize) -> (Vec<String>, Vec<String>) {
    let events = Event::parse_all(batch.to_string()).unwrap();
    let ids = events.iter().map(|event| event.id().unwrap_or_default().to_owned());
    (ids.collect(), (0..count).map(|number| format!("us_evt_{number}")).collect())
}

#[test]
fn all_events_of_a_batch_are_there_however_many() {
    let numbered = |number: usize| {
        let mut event = event();
        event["id"] = format!("us_evt_{number}").into();
        event
    };
    // As a queue delivers them, with all that stands beside the body.
    let record = |number| {
        json!({
            "messageId": number,
            "receiptHandle": "x",
            "body": numbered(number).to_string(),
            "attributes": { "ApproximateReceiveCount": "1", "SenderId": "y" },
            "messageAttributes": {},
            "eventSource": "aws:sqs",
        })
    };
    let told = |record: Value| json!({ "body": json!({ "Message": record }).to_string() });
    for count in [1, 70, 100, 1_000, 5_000] {
        let records: Vec<Value> = (0..count).map(record).collect();
        let (found, all) = ids(&json!({ "Records": records }), count);
        assert_eq!(found, all, "a queue's");
        let (found, all) = ids(&(0..count).map(numbered).collect(), count);
        assert_eq!(found, all, "a list");
        let topic = (0..count).map(|number| told(numbered(number).to_string().into()));
        let (found, all) = ids(&json!({ "Records": topic.collect::<Value>() }), count);
        assert_eq!(found, all, "a topic's, in a queue");
    }
}

#[test]
fn more_than_is_looked_through_is_an_error_and_not_silent() {
    // What is deeper than JSON is read is a text of JSON, and so on.
    let deep = format!("{}{}{}", "[".repeat(50_000), event(), "]".repeat(50_000));
    let error = Event::parse_all(&deep).unwrap_err();
    assert!(error.is_too_much() && !error.is_several(), "{error}");
    let both = format!("[{},{deep}]", event());
    assert!(Event::parse_all(both).unwrap_err().is_too_much(), "although there is one");
    // Ten thousand tokens, and a text in which each begins a hundred thousand times.
    let token = |number: usize| json!({ "apiKey": format!("token-{number:08}") });
    let tokens =
        |text: &str| json!([event(), text, (0..10_000).map(token).collect::<Value>()]).to_string();
    let alike = "token-00 ".repeat(100_000);
    assert!(Event::parse_all(tokens(&alike)).unwrap_err().is_too_much());
    let plain = "x".repeat(1_000_000);
    assert_eq!(Event::parse_all(tokens(&plain)).unwrap().len(), 1);
}
