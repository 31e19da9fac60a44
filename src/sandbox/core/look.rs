//! What is shown of the core while it runs.

use chrono::{DateTime, Utc};

use super::record::Kept;
use super::value::Core;
use crate::api::OperationId;
use crate::api::types::Job;

impl Core {
    pub(in crate::sandbox) fn newest_jobs(
        &mut self,
        most: usize,
        now: DateTime<Utc>,
    ) -> (Vec<Job>, usize) {
        self.pass_time(now);
        let jobs = || self.jobs.entries().iter().filter_map(|entry| entry.job.as_deref());
        (jobs().rev().take(most).cloned().collect(), jobs().count())
    }

    pub(in crate::sandbox) fn calls_from(
        &self,
        number: u64,
        most: usize,
        operation: Option<OperationId>,
        job: Option<&str>,
    ) -> (Vec<(u64, Kept)>, u64) {
        self.calls.from(number, most, |call| call.is_of(operation, job))
    }
}
