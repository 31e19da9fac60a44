//! A token in what came is dropped, and shown nowhere.

use flatfile_jobs::Event;
use serde_json::json;

use crate::support::CANARY;

#[test]
fn a_token_is_dropped_wherever_it_stands() {
    let event = |topic: &str| json!({ "topic": topic, "context": { "jobId": "us_jb_1" } });
    let mut inside = event("job:ready");
    inside["_accessToken"] = CANARY.into();
    inside["payload"] = json!({
        "job": "a:b",
        "input": { "apiKey": CANARY, "headers": { "Authorization": format!("Bearer {CANARY}") } },
        "info": format!("called with {CANARY}"),
    });
    inside["callbackUrl"] = format!("https://example.test/?token={CANARY}").into();
    let mut outside = json!({ "event": event("job:updated"), "access_token": CANARY });
    outside["event"]["payload"] = json!({ "info": CANARY });
    let text = json!({ "body": inside.to_string() });
    for body in [inside.clone(), outside, json!([inside.clone()]), text] {
        let event = Event::parse(body.to_string()).unwrap();
        let shown = format!("{event:?} {event:#?} {:?} {}", event.as_generic(), event.as_json());
        assert!(!shown.contains(CANARY), "{shown}");
        assert_eq!(event.job_id().unwrap(), "us_jb_1");
    }
}

#[test]
fn debug_shows_nothing_of_the_payload() {
    let body = r#"{"topic":"job:ready","context":{"jobId":"us_jb_1"},"payload":{"job":"a:b","input":{"name":"Ada"}}}"#;
    let shown = format!("{:?}", Event::parse(body).unwrap());
    assert!(shown.contains("us_jb_1") && !shown.contains("Ada"), "{shown}");
}

#[test]
fn a_short_text_takes_nothing_along() {
    let body = r#"{"topic":"job:ready","context":{"jobId":"us_jb_1"},"_accessToken":"us"}"#;
    assert_eq!(Event::parse(body).unwrap().job_id().unwrap(), "us_jb_1");
}
