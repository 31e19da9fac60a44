//! The jobs that a sandbox holds.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::api::types::{Job, JobStatus, JobType};

/// Jobs by id.
#[derive(Debug, Default)]
pub(super) struct Jobs {
    by_id: BTreeMap<String, Job>,
    made: u64,
}

impl Jobs {
    /// A job that is being executed, the state in which most work on a job
    /// begins.
    pub(super) fn add(&mut self, operation: &str, now: DateTime<Utc>) -> String {
        self.made += 1;
        let id = format!("us_jb_{:08}", self.made);
        let job = Job::new(now, id.as_str(), operation, "us_wb_sandbox1", JobType::Workbook, now)
            .with_status(JobStatus::Executing)
            .with_progress(0)
            .with_started_at(now);
        self.put(job);
        id
    }

    pub(super) fn put(&mut self, job: Job) {
        self.by_id.insert(job.id.as_str().to_owned(), job);
    }

    pub(super) fn get(&self, id: &str) -> Option<&Job> {
        self.by_id.get(id)
    }

    pub(super) fn get_mut(&mut self, id: &str) -> Option<&mut Job> {
        self.by_id.get_mut(id)
    }
}
