//! A whole number is the same in any spelling, wherever the contract says
//! integer.

use flatfile_jobs::api;
use flatfile_jobs::api::types::{
    Job, JobAckDetails, JobSplitDetails, JobStatus, ListJobsResponse, Pagination,
};
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::odd_members::read;

#[test]
fn in_an_optional_member() {
    for (spelling, number) in [
        ("50", 50),
        ("50.0", 50),
        ("5e1", 50),
        ("-3.0", -3),
        ("-0.0", 0),
        ("9e15", 9_000_000_000_000_000),
    ] {
        assert_eq!(read(&format!(r#""part":{spelling}"#)).part, Some(number), "{spelling}");
    }
}

#[test]
fn it_is_written_as_one() {
    let written = serde_json::to_value(read(r#""part":50.0"#)).unwrap();
    assert_eq!(written["part"].to_string(), "50");
}

#[test]
fn in_a_required_member() {
    let page =
        |count: &str| format!(r#"{{"currentPage":1.0,"pageCount":{count},"totalCount":1e2}}"#);
    let read: Pagination = api::read(page("2.0").as_bytes()).unwrap();
    assert_eq!((read.current_page, read.page_count, read.total_count), (1, 2, 100));
    let error = api::read::<Pagination>(page("2.5").as_bytes()).unwrap_err();
    assert_eq!((error.member(), error.expected()), ("pageCount", Some("a whole number")));
    // Inside of an optional one it takes that along.
    let text = format!(r#"{{"data":[],"pagination":{}}}"#, page("2.5"));
    let read: ListJobsResponse = api::read(text.as_bytes()).unwrap();
    assert_eq!(read.pagination, None);
    assert_eq!(read.extra["pagination"]["pageCount"], 2.5);
}

#[test]
fn in_requests() {
    fn both<T: DeserializeOwned + PartialEq + std::fmt::Debug>(one: &str, other: &str) {
        let one: T = serde_json::from_str(one).unwrap();
        assert_eq!(one, serde_json::from_str(other).unwrap());
    }
    both::<JobSplitDetails>(r#"{"parts":3.0}"#, r#"{"parts":3}"#);
    both::<JobAckDetails>(r#"{"progress":5e1}"#, r#"{"progress":50}"#);
}

#[test]
fn a_number_that_need_not_be_whole_stays_as_it_is() {
    let job = read(r#""progress":50.0,"status":"executing""#);
    assert_eq!(job.status, Some(JobStatus::Executing));
    assert_eq!(serde_json::to_value(job).unwrap()["progress"].to_string(), "50.0");
}

#[test]
fn by_serde_alone() {
    let mut job = serde_json::to_value(read("")).unwrap();
    job["part"] = json!(3.0);
    assert_eq!(serde_json::from_value::<Job>(job.clone()).unwrap().part, Some(3));
    job["part"] = json!(3.5);
    let error = serde_json::from_value::<Job>(job).unwrap_err();
    assert_eq!(error.to_string(), "invalid value: another number, expected a whole number");
}
