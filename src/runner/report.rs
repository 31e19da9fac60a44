//! How a run went.

use super::canceled::CancelReason;
use super::handler::Returned;
use crate::api::types::{Job, JobStatus};
use crate::call::SettledBy;
use crate::error::Attempt;

/// How a run went whose job is where it belongs.
#[derive(Debug)]
#[non_exhaustive]
#[must_use = "the job may have been left as it was"]
pub struct RunReport {
    /// What became of the job by this run.
    pub end: RunEnd,
    /// The job, as it was seen last.
    pub job: Job,
    /// What became of the handler. Where nothing was sent, this is what it
    /// returned in vain.
    pub handler: Returned,
    /// How the end is known; none where nothing was sent.
    pub settled_by: Option<SettledBy>,
    /// The requests of the end.
    pub attempts: Vec<Attempt>,
}

/// What became of a job by a run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RunEnd {
    /// It was ended as complete.
    Completed,
    /// It was ended as failed.
    Failed,
    /// It was ended as canceled, because the program stops.
    Canceled,
    /// Nothing was sent, and why.
    Left(CancelReason),
}

impl RunEnd {
    /// The status that the job was brought to; none where it was left.
    pub(super) fn status(&self) -> Option<JobStatus> {
        match self {
            Self::Completed => Some(JobStatus::Complete),
            Self::Failed => Some(JobStatus::Failed),
            Self::Canceled => Some(JobStatus::Canceled),
            Self::Left(_) => None,
        }
    }
}
