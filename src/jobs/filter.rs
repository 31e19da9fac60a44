//! What a job has to be, where the API has no filter for it.

use chrono::{DateTime, Utc};

use crate::api::types::{Job, JobStatus, JobType};

/// What a job has to be. Within one list any of the values is enough; values
/// that have several spellings are here in the one of the contract.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    pub(super) statuses: Vec<JobStatus>,
    pub(super) operations: Vec<String>,
    pub(super) types: Vec<JobType>,
    pub(super) created_before: Option<DateTime<Utc>>,
    pub(super) created_after: Option<DateTime<Utc>>,
}

impl Filter {
    pub(super) fn keeps(&self, job: &Job) -> bool {
        let status = |status: &JobStatus| self.statuses.contains(&status.canonical());
        (self.statuses.is_empty() || job.status.as_ref().is_some_and(status))
            && (self.operations.is_empty() || self.operations.contains(&job.operation))
            && (self.types.is_empty() || self.types.contains(&job.type_.canonical()))
            && self.created_before.is_none_or(|before| job.created_at < before)
            && self.created_after.is_none_or(|after| job.created_at > after)
    }
}
