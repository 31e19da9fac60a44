//! What does not fit costs nothing but itself: optional members are set aside,
//! kept under their names, listed, and written back as they were.

use flatfile_jobs::api;
use flatfile_jobs::api::types::{Job, JobOutcome, JobOutcomeNext, JobResponse, JobSubject};
use flatfile_jobs::contract::{Unknown, UnknownKind};
use serde_json::{Value, json};

use crate::support::json::assert_same;

/// A job with more members, as text.
pub fn job(members: &str) -> String {
    format!(
        r#"{{"id":"us_jb_1","type":"workbook","operation":"map","source":"us_wb_1",
        "createdAt":"2025-01-01T00:00:00Z","updatedAt":"2025-01-01T00:00:01.5Z"{}{members}}}"#,
        if members.is_empty() { "" } else { "," }
    )
}

pub fn read(members: &str) -> Job {
    let text = job(members);
    api::read(text.as_bytes()).unwrap_or_else(|error| panic!("{members}: {error}"))
}

fn misfits(job: &Job) -> Vec<String> {
    let misfit = |each: &Unknown| each.kind == UnknownKind::Misfit;
    job.unknown().into_iter().filter(misfit).map(|each| each.pointer).collect()
}

/// A member that does not fit is where the contract does not list it, and the
/// job is written back as it was.
#[track_caller]
fn set_aside(name: &str, value: &str) {
    let member = format!("{name:?}:{value}");
    let read = read(&member);
    let value: Value = serde_json::from_str(value).unwrap();
    assert_eq!(read.extra.get(name), Some(&value), "{member}");
    assert_eq!(misfits(&read), [format!("/{name}")], "{member}");
    let written = serde_json::to_string(&read).unwrap();
    assert_eq!(written.matches(&format!("{name:?}:")).count(), 1, "{written}");
    let before: Value = serde_json::from_str(&job(&member)).unwrap();
    assert_same(&serde_json::from_str(&written).unwrap(), &before, &member);
    assert_eq!(api::read::<Job>(written.as_bytes()).unwrap(), read, "{member}, read again");
}

#[test]
fn dates_that_are_none() {
    for value in [
        r#""""#,
        r#""yesterday""#,
        r#""2025-01-01T00:00:00""#,
        r#""2025-01-01""#,
        r#""2025-02-30T00:00:00Z""#,
        r#""+10000-01-01T00:00:00Z""#,
        r#""9999-12-31T23:59:59-01:00""#,
        "1735689600",
        "{}",
    ] {
        set_aside("startedAt", value);
        set_aside("outcomeAcknowledgedAt", value);
    }
}

#[test]
fn numbers_that_are_not_whole() {
    for value in ["3.5", "1e300", "9007199254740993.0", "18446744073709551615", r#""3""#, "[3]"] {
        set_aside("part", value);
    }
}

#[test]
fn values_of_another_type() {
    for (name, value) in [
        ("createdBy", "5"),
        ("info", "[]"),
        ("managed", r#""yes""#),
        ("mode", "5"),
        ("parentId", "{}"),
        ("predecessorIds", r#"["a",5]"#),
        ("predecessorIds", r#""a""#),
        ("progress", r#""half""#),
        ("status", "false"),
        ("trigger", "[null]"),
        ("subject", r#""us_wb_1""#),
        ("subject", r#"{"type":"resource"}"#),
        ("subject", r#"{"type":"collection","resource":[{"a":null}],"more":1}"#),
    ] {
        set_aside(name, value);
    }
}

#[test]
fn several_at_once() {
    let read = read(r#""startedAt":"","finishedAt":"","part":0.5,"subject":7,"unheardOf":1"#);
    assert_eq!(misfits(&read), ["/finishedAt", "/part", "/startedAt", "/subject"]);
    assert_eq!(read.extra.len(), 5);
}

#[test]
fn null_is_not_odd() {
    let read = read(r#""part":null,"startedAt":"","finishedAt":null"#);
    assert_eq!(misfits(&read), ["/startedAt"]);
}

#[test]
fn what_fits_is_read_although_its_neighbour_does_not() {
    let read = read(r#""startedAt":"","part":2,"finishedAt":"2025-01-01T00:00:00.000Z""#);
    assert_eq!(read.part, Some(2));
    assert!(read.finished_at.is_some());
}

#[test]
fn as_little_as_possible_is_set_aside() {
    let text = br#"{"next":{"type":"download","url":"u","label":5,"fileName":"f"},"heading":7}"#;
    let outcome: JobOutcome = api::read(text).unwrap();
    assert_eq!(outcome.extra["heading"], 7);
    let written = serde_json::to_value(&outcome).unwrap();
    assert_same(&written, &serde_json::from_slice(text).unwrap(), "written back");
    match outcome.next {
        Some(JobOutcomeNext::Download(next)) => {
            assert_eq!(next.extra["label"], 5);
            assert_eq!(next.file_name.as_deref(), Some("f"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn unions_are_read_as_ever_beside_an_odd_member() {
    let read = read(r#""startedAt":"","subject":{"type":"galaxy","stars":3}"#);
    assert!(matches!(read.subject, Some(JobSubject::Unknown(object)) if object["stars"] == 3));
    let outcome: JobOutcome = api::read(br#"{"heading":7,"next":{"type":5}}"#).unwrap();
    assert!(matches!(outcome.next, Some(JobOutcomeNext::Unknown(object)) if object["type"] == 5));
}

#[test]
fn a_member_of_the_envelope() {
    let text = format!(r#"{{"data":{},"more":[1]}}"#, job(r#""startedAt":"""#));
    let read: JobResponse = api::read(text.as_bytes()).unwrap();
    assert_eq!(read.data.extra["startedAt"], "");
    assert_eq!(read.extra["more"], json!([1]));
}

#[test]
fn a_member_that_is_set_later_takes_the_odd_one_away() {
    let read = read(r#""startedAt":"","part":"x","type":"file""#);
    let date = read.created_at;
    let set = read.with_started_at(date).with_part(3);
    assert!(set.extra.is_empty(), "{:?}", set.extra);
    assert_eq!(misfits(&set), [""; 0]);
    let written = serde_json::to_string(&set).unwrap();
    assert_eq!(written.matches("startedAt").count(), 1, "{written}");
}
