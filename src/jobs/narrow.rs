//! Filters that the API lacks, applied on this side.

use chrono::{DateTime, Utc};

use super::Jobs;
use crate::api::types::{JobStatus, JobType};

/// # Filters on this side
impl Jobs {
    /// Only jobs in this status, or in any of those given so far, in whatever
    /// spelling: `canceled` takes `cancelled` too.
    pub fn status(mut self, status: impl Into<JobStatus>) -> Self {
        self.filter.statuses.push(status.into().canonical());
        self
    }

    /// Only jobs with this operation, or with any of those given so far.
    pub fn operation(mut self, operation: impl Into<String>) -> Self {
        self.filter.operations.push(operation.into());
        self
    }

    /// Only jobs of this type, or of any of those given so far.
    pub fn job_type(mut self, kind: impl Into<JobType>) -> Self {
        self.filter.types.push(kind.into().canonical());
        self
    }

    /// Only jobs that were created before this moment.
    pub fn created_before(mut self, moment: DateTime<Utc>) -> Self {
        self.filter.created_before = Some(moment);
        self
    }

    /// Only jobs that were created after this moment.
    pub fn created_after(mut self, moment: DateTime<Utc>) -> Self {
        self.filter.created_after = Some(moment);
        self
    }
}
