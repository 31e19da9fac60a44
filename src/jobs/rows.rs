//! A page of jobs, each read by itself: one odd job does not cost the others.

use std::mem;

use serde::Deserialize;
use serde_json::Value;

use crate::api::types::{Job, JobId, ListJobsResponse, Pagination};
use crate::api::{self, Mismatch};

/// A page of jobs.
#[derive(Debug)]
pub(super) struct Rows {
    /// The jobs, in their order.
    pub(super) jobs: Vec<Result<Job, OddJob>>,
    /// What else the page says; there are no jobs in it.
    pub(super) page: ListJobsResponse,
}

/// A job of a page that could not be read.
#[derive(Debug)]
pub(super) struct OddJob {
    /// Its id, if there is one to read.
    pub(super) id: Option<String>,
    /// What does not fit.
    pub(super) mismatch: Mismatch,
}

/// A page whose jobs and numbers may be anything.
#[derive(Deserialize)]
struct Whole {
    data: Vec<Value>,
    #[serde(default)]
    pagination: Value,
}

/// A job of which nothing but the id is known.
#[derive(Deserialize)]
struct Named {
    id: JobId,
}

impl Rows {
    /// Reads a page, in a time that grows with its length alone.
    pub(super) fn read(json: &[u8]) -> Result<Self, Mismatch> {
        match serde_json::from_slice::<ListJobsResponse>(json) {
            Ok(mut page) => {
                let jobs = mem::take(&mut page.data).into_iter().map(Ok).collect();
                Ok(Self { jobs, page })
            }
            Err(_) => Self::leniently(json),
        }
    }

    #[cold]
    fn leniently(json: &[u8]) -> Result<Self, Mismatch> {
        let whole: Whole = api::read(json)?;
        let mut page = ListJobsResponse::new([]);
        page.pagination = Pagination::deserialize(whole.pagination).ok();
        Ok(Self { jobs: whole.data.iter().map(row).collect(), page })
    }
}

fn row(row: &Value) -> Result<Job, OddJob> {
    api::read(row.to_string().as_bytes()).map_err(|mismatch| {
        let id = Named::deserialize(row).ok().map(|named| named.id.into());
        OddJob { id, mismatch }
    })
}
