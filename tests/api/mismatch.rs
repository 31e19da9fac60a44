//! What makes a job unreadable at all: it is named, and no value is shown.

use flatfile_jobs::api;
use flatfile_jobs::api::types::{Job, JobResponse};

use crate::odd_members::job;

#[track_caller]
fn says(text: &str, expected: &str) {
    let error = api::read::<JobResponse>(text.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), expected, "{text}");
    assert!(!format!("{error:?}").contains("secretword"), "{error:?}");
}

fn data(from: &str, to: &str) -> String {
    let job = job("");
    assert!(job.contains(from));
    format!(r#"{{"data":{}}}"#, job.replacen(from, to, 1))
}

#[test]
fn a_required_member_that_does_not_fit() {
    for (from, to, what) in [
        (r#""us_jb_1""#, r#"["secretword"]"#, "`data.id` does not fit: expected a string"),
        (r#""workbook""#, "5", "`data.type` does not fit: expected a string"),
        (r#""map""#, "null", "`data.operation` does not fit: expected a string"),
        (r#""us_wb_1""#, "true", "`data.source` does not fit: expected a string"),
        (
            r#""2025-01-01T00:00:00Z""#,
            r#""secretword""#,
            "`data.createdAt` does not fit: expected a date with an offset",
        ),
        (
            r#""2025-01-01T00:00:01.5Z""#,
            r#""2025-01-01T00:00:01.5""#,
            "`data.updatedAt` does not fit: expected a date with an offset",
        ),
    ] {
        says(&data(from, to), &format!("member {what}"));
    }
}

#[test]
fn a_required_member_that_is_missing() {
    says("{}", "member `data` is missing");
    says(r#"{"data":{}}"#, "member `data.createdAt` is missing");
    says(&data(r#""id""#, r#""secretword""#), "member `data.id` is missing");
    says(&data(r#""updatedAt""#, r#""x""#), "member `data.updatedAt` is missing");
}

#[test]
fn no_object_where_the_job_should_be() {
    says(r#"{"data":["secretword"]}"#, "member `data` does not fit: expected an object");
    says(r#""secretword""#, "the whole does not fit: expected an object");
}

#[test]
fn no_json() {
    says("", "the JSON was cut off");
    says(r#"{"data":{"id":"secretw"#, "the JSON was cut off");
    says("secretword", "it is not JSON: unexpected byte at 0");
    says("<html>", "it is not JSON: unexpected byte at 0");
    says(r#"{"data":{"id":'secretword'}}"#, "it is not JSON: unexpected byte at 14");
    says(r#"{"data":1}{"#, "it is not JSON: unexpected byte at 10");
}

#[test]
fn its_parts_can_be_asked_for() {
    let error = api::read::<Job>(br#"{"id":5}"#).unwrap_err();
    assert!(error.is_json() && !error.is_missing() && !error.is_cut());
    assert_eq!((error.member(), error.expected()), ("id", Some("a string")));
    let error = api::read::<Job>(br#"{"createdAt":"2025-01-01T00:00:00Z"}"#).unwrap_err();
    assert!(error.is_missing());
    assert_eq!((error.member(), error.expected()), ("id", None));
    let error = api::read::<Job>(b"{").unwrap_err();
    assert!(error.is_cut() && !error.is_json());
    assert_eq!((error.member(), error.expected()), ("", None));
}

#[test]
fn names_of_the_text_are_bounded_and_plain() {
    type Names = std::collections::BTreeMap<String, u8>;
    let error = api::read::<Names>(b"{\"a\\n\\u001b[1m\": \"\"}").unwrap_err();
    assert_eq!(error.member(), r"a\n\u{1b}[1m");
    let text = format!(r#"{{"{}":""}}"#, "é".repeat(100_000));
    let error = api::read::<Names>(text.as_bytes()).unwrap_err();
    assert_eq!(error.member().chars().count(), 201);
}
