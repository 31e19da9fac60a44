//! A page of jobs, each read on its own: one odd job does not cost the others.

use std::mem;

use serde_json::Value;

use super::lenient;
use super::mismatch::Mismatch;
use super::place::Place;
use super::{strict, value};
use crate::api::types::{Job, ListJobsResponse};
use crate::api::wire;

/// A page of jobs.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    /// The jobs, in their order.
    pub(crate) jobs: Vec<Result<Job, OddJob>>,
    /// What else the page says; there are no jobs in it.
    pub(crate) page: ListJobsResponse,
}

/// A job of a page that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OddJob {
    /// Its id, if there is one to read.
    pub(crate) id: Option<String>,
    /// What does not fit, named from the top of the page.
    pub(crate) mismatch: Mismatch,
}

impl Rows {
    /// Reads a page.
    pub(crate) fn read(json: &[u8]) -> Result<Self, Mismatch> {
        match strict::<ListJobsResponse>(json) {
            Some(mut page) => {
                let jobs = mem::take(&mut page.data).into_iter().map(Ok).collect();
                Ok(Self { jobs, page })
            }
            None => Self::leniently(json),
        }
    }

    #[cold]
    fn leniently(json: &[u8]) -> Result<Self, Mismatch> {
        let mut whole = value::parse(json)?;
        let rows = match whole.get_mut(wire::JOBS) {
            Some(Value::Array(rows)) => mem::take(rows),
            // It is no page: the reader below says so.
            _ => Vec::new(),
        };
        let page = lenient::read(&whole, &Place::Root)?;
        let list = Place::Member(&Place::Root, wire::JOBS);
        let row = |(index, row): (usize, &Value)| {
            lenient::read(row, &Place::Item(&list, index)).map_err(|mismatch| {
                let id = row.get(wire::ID).and_then(Value::as_str).map(str::to_owned);
                OddJob { id, mismatch }
            })
        };
        Ok(Self { jobs: rows.iter().enumerate().map(row).collect(), page })
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;
    use serde_json::{Value, json};

    fn job(id: &str) -> Value {
        json!({
            "id": id, "type": "file", "operation": "map", "source": "us_fl_1",
            "createdAt": "2025-01-01T00:00:00Z", "updatedAt": "2025-01-01T00:00:00Z",
        })
    }

    fn with(mut job: Value, name: &str, value: Value) -> Value {
        job[name] = value;
        job
    }

    fn read(page: &Value) -> Rows {
        Rows::read(page.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn one_odd_job_is_an_error_in_its_place() {
        let data = [
            job("a"),
            with(job("b"), "createdAt", json!("yesterday")),
            with(job("c"), "startedAt", json!("")),
            json!("no job"),
            with(json!({}), "id", json!("e")),
            job("f"),
        ];
        let pagination = json!({ "currentPage": 1, "pageCount": 3.0, "totalCount": 50 });
        let rows = read(&json!({ "data": data, "pagination": pagination, "more": 1 }));
        let said: Vec<String> = rows
            .jobs
            .iter()
            .map(|row| match row {
                Ok(job) => job.id.to_string(),
                Err(odd) => format!("{:?}: {}", odd.id, odd.mismatch),
            })
            .collect();
        assert_eq!(
            said,
            [
                "a",
                r#"Some("b"): member `data[1].createdAt` does not fit: expected a date with an offset"#,
                "c",
                "None: member `data[3]` does not fit: expected an object",
                r#"Some("e"): member `data[4].createdAt` is missing"#,
                "f",
            ]
        );
        assert_eq!(rows.jobs[2].as_ref().unwrap().extra["startedAt"], "");
        assert_eq!(rows.page.pagination.unwrap().page_count, 3);
        assert_eq!(rows.page.extra["more"], 1);
        assert!(rows.page.data.is_empty());
    }

    #[test]
    fn a_page_that_fits() {
        let rows = read(&json!({ "data": [job("a"), job("b")] }));
        let ids: Vec<_> = rows.jobs.into_iter().map(|row| row.unwrap().id).collect();
        assert_eq!(ids, ["a", "b"]);
        assert_eq!(rows.page.pagination, None);
        assert!(read(&json!({ "data": [] })).jobs.is_empty());
    }

    #[test]
    fn a_pagination_that_does_not_fit_costs_no_job() {
        let rows = read(&json!({ "data": [job("a")], "pagination": { "currentPage": 1 } }));
        assert_eq!(rows.jobs.len(), 1);
        assert_eq!(rows.page.pagination, None);
        assert_eq!(rows.page.extra["pagination"], json!({ "currentPage": 1 }));
    }

    #[test]
    fn a_thousand_odd_jobs() {
        let data: Vec<Value> = (0..1000).map(|_| with(job("a"), "createdAt", json!(5))).collect();
        assert!(read(&json!({ "data": data })).jobs.iter().all(Result::is_err));
    }

    #[test]
    fn what_is_no_page() {
        for (body, says) in [
            (r#"{"data":{}}"#, "member `data` does not fit: expected a list"),
            ("{}", "member `data` is missing"),
            ("[]", "the whole does not fit: expected an object"),
            (r#"{"data":["#, "the JSON was cut off"),
            ("<html>", "it is not JSON: unexpected byte at 0"),
        ] {
            assert_eq!(Rows::read(body.as_bytes()).unwrap_err().to_string(), says);
        }
    }
}
