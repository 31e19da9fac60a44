//! Dates: what is read, and what cannot be written.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use crate::odd_members::read;

#[test]
fn forms_that_are_read() {
    let noon: DateTime<Utc> = "2025-03-04T12:00:00.120Z".parse().unwrap();
    for (text, after) in [
        ("2025-03-04T12:00:00.120Z", TimeDelta::zero()),
        ("2025-03-04T12:00:00.12Z", TimeDelta::zero()),
        ("2025-03-04T13:00:00.120+01:00", TimeDelta::zero()),
        ("2025-03-04t12:00:00.120z", TimeDelta::zero()),
        ("2025-03-04T12:00:00.120456789Z", TimeDelta::nanoseconds(456_789)),
        ("2025-03-04T12:00:01Z", TimeDelta::milliseconds(880)),
    ] {
        let job = read(&format!(r#""startedAt":"{text}""#));
        assert_eq!(job.started_at, Some(noon + after), "{text}");
        assert!(job.extra.is_empty(), "{text}");
    }
}

#[test]
fn the_first_and_the_last_that_have_a_form() {
    for text in ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z"] {
        let job = read(&format!(r#""startedAt":"{text}""#));
        assert_eq!(serde_json::to_value(&job).unwrap()["startedAt"], text);
    }
}

#[test]
fn one_without_a_form_is_refused() {
    let last: DateTime<Utc> = "9999-12-31T23:59:59.999Z".parse().unwrap();
    let late = last + TimeDelta::milliseconds(1);
    let refused = |written: serde_json::Result<Value>| written.unwrap_err().to_string();
    let says = "RFC 3339 has no date outside of the years 0 to 9999";
    assert_eq!(refused(serde_json::to_value(read("").with_started_at(late))), says);
    let mut job = read("");
    job.created_at = late;
    assert_eq!(refused(serde_json::to_value(job)), says);
}
