//! What a call that succeeded brought.

use flatfile_jobs::api::types::{Job, JobStatus};
use flatfile_jobs::{Settled, SettledBy};
use serde_json::Value;

/// How it is known that it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// By the response.
    Response,
    /// By reading the job, since the response was lost.
    Read,
    /// It was done before, by whomever: nothing was changed.
    Already,
    /// It was not done on purpose: the job is no longer what it was.
    LeftAlone,
}

/// What came of one job.
#[derive(Debug)]
pub struct Done {
    pub how: How,
    pub status: Option<JobStatus>,
    pub attempts: Option<usize>,
    /// A line more for people.
    pub detail: Option<String>,
    /// What `--json` has beside the result.
    pub job: Option<Value>,
    /// What is printed instead of a result, where it is asked for: for people,
    /// and as JSON.
    pub instead: Option<(String, Value)>,
}

impl Done {
    /// Done, and no more is known.
    pub fn plain() -> Self {
        Self {
            how: How::Response,
            status: None,
            attempts: None,
            detail: None,
            job: None,
            instead: None,
        }
    }

    /// Done, with the job as it is now.
    pub fn with_job(job: &Job) -> Self {
        Self { status: job.status.clone(), job: serde_json::to_value(job).ok(), ..Self::plain() }
    }

    /// What was asked for.
    pub fn instead(people: String, json: Value) -> Self {
        Self { instead: Some((people, json)), ..Self::plain() }
    }

    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}

impl From<Settled> for Done {
    fn from(settled: Settled) -> Self {
        let how = match settled.by {
            SettledBy::Read => How::Read,
            _ => How::Response,
        };
        Self { how, attempts: Some(settled.attempts.len()), ..Self::with_job(&settled.job) }
    }
}
