//! Globs of topics, as the official listener was measured.

use flatfile_jobs::{Event, EventFilter};

fn on(pattern: &str, topic: &str) -> bool {
    let event = Event::parse(serde_json::json!({ "topic": topic, "context": {} }).to_string());
    EventFilter::on(pattern).matches(&event.unwrap())
}

#[test]
fn topics() {
    for (pattern, topic, expected) in [
        ("job:ready", "job:ready", true),
        ("job:ready", "job:updated", false),
        ("job:*", "job:ready", true),
        ("*", "job:ready", false),
        ("*", "job", true),
        ("**", "job:ready", true),
        ("", "job:ready", true),
        ("job:**", "job:ready", true),
        ("job:**", "job", true),
        ("job:**", "jobs:ready", false),
        ("**:ready", "job:ready", true),
        ("**:ready", "ready", true),
        ("**:ready", "a:b:ready", true),
        ("**:ready", "already", false),
        ("a:**:z", "a:z", true),
        ("a:**:z", "a:b:c:z", true),
        ("a:**:z", "az", false),
        ("a:**:**:z", "a:z", true),
        ("JOB:ready", "job:ready", false),
        ("job:ready@ns", "job:ready", false),
        ("job:rea??", "job:ready", true),
        ("job:rea?", "job:ready", false),
        ("job?ready", "job:ready", false),
        ("a**", "abc", true),
        ("a**", "a:b", false),
        ("a:b", "a::b", true),
        ("a:b", "a:b:", true),
        ("a:b", ":a:b", false),
        ("a::b", "a:b", true),
        ("job:\\*", "job:*", true),
        ("job:\\*", "job:ready", false),
        ("job:[r]eady", "job:ready", false),
        ("job:{ready,failed}", "job:ready", false),
        ("!job", "job", false),
        ("job:read", "job:ready", false),
        ("ob:ready", "job:ready", false),
        ("**", "", false),
        ("", "", false),
        ("?", "é", true),
        ("?", "😀", false),
        ("??", "😀", true),
    ] {
        assert_eq!(on(pattern, topic), expected, "`{pattern}` on `{topic}`");
    }
}

#[test]
fn lists_of_topics() {
    let event = Event::parse(r#"{"topic":"job:failed","context":{}}"#).unwrap();
    assert!(EventFilter::on_any(["job:ready", "job:failed"]).matches(&event));
    assert!(!EventFilter::on_any(["job:ready"]).matches(&event));
    assert!(!EventFilter::on_any(Vec::<String>::new()).matches(&event), "an empty list is none");
    assert!(!EventFilter::on_any([""]).matches(&event), "in a list an empty text is itself");
}

#[test]
fn a_hard_pattern_takes_no_time() {
    assert!(!on(&"*a".repeat(50), &"ab".repeat(500)));
    assert!(!on(&format!("{}z", "**:a:".repeat(50)), &"a:".repeat(500)));
}
