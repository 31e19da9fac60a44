//! Which jobs of a list.

use std::time::Duration;

use chrono::{DateTime, Utc};
use clap::Args;
use flatfile_jobs::api::types::{Job, JobStatus, JobType};
use flatfile_jobs::{Client, Jobs};

use crate::output::warn_line;

const SERVER: &str = "Filters of the server";
const HERE: &str = "Filters on this side: each costs the reading of what it leaves out";

#[derive(Args, Clone, Debug, Default)]
pub struct FilterArgs {
    /// Only jobs of this space.
    #[arg(long, value_name = "ID", help_heading = SERVER)]
    pub space: Option<String>,

    /// Only jobs of this workbook.
    #[arg(long, value_name = "ID", help_heading = SERVER)]
    pub workbook: Option<String>,

    /// Only jobs about this file.
    #[arg(long, value_name = "ID", help_heading = SERVER)]
    pub file: Option<String>,

    /// Only the parts of this job.
    #[arg(long, value_name = "ID", help_heading = SERVER)]
    pub parent: Option<String>,

    /// Only jobs that work on this file, workbook, sheet or app.
    #[arg(long, value_name = "ID", help_heading = SERVER)]
    pub source: Option<String>,

    /// Without the parts of other jobs.
    #[arg(long, help_heading = SERVER)]
    pub exclude_parts: bool,

    /// Only jobs in this status; may be given again.
    #[arg(long, value_name = "STATUS", help_heading = HERE)]
    pub status: Vec<JobStatus>,

    /// Only jobs with this operation; may be given again.
    #[arg(long, value_name = "NAME", help_heading = HERE)]
    pub operation: Vec<String>,

    /// Only jobs of this type; may be given again.
    #[arg(long = "type", value_name = "TYPE", help_heading = HERE)]
    pub job_type: Vec<JobType>,

    /// Only jobs that were created longer ago than this, as in 2h.
    #[arg(long, value_name = "TIME", help_heading = HERE, value_parser = humantime::parse_duration)]
    pub older_than: Option<Duration>,

    /// Only jobs that were created since then.
    #[arg(long, value_name = "TIME", help_heading = HERE, value_parser = humantime::parse_duration)]
    pub newer_than: Option<Duration>,
}

impl FilterArgs {
    /// The list with these filters.
    pub fn jobs(&self, client: &Client, now: DateTime<Utc>) -> Jobs {
        self.warn_of_slips();
        self.narrow(client.jobs(), now)
    }

    /// A list, narrowed by these filters.
    pub fn narrow(&self, mut jobs: Jobs, now: DateTime<Utc>) -> Jobs {
        type Narrow = fn(Jobs, &str) -> Jobs;
        let ids: [(&Option<String>, Narrow); 5] = [
            (&self.space, |jobs, id| jobs.space(id)),
            (&self.workbook, |jobs, id| jobs.workbook(id)),
            (&self.file, |jobs, id| jobs.file(id)),
            (&self.parent, |jobs, id| jobs.parent(id)),
            (&self.source, |jobs, id| jobs.source(id)),
        ];
        for (id, filter) in ids {
            if let Some(id) = id {
                jobs = filter(jobs, id);
            }
        }
        if self.exclude_parts {
            jobs = jobs.exclude_child_jobs(true);
        }
        jobs = self.status.iter().cloned().fold(jobs, Jobs::status);
        jobs = self.operation.iter().fold(jobs, |jobs, name| jobs.operation(name.as_str()));
        jobs = self.job_type.iter().cloned().fold(jobs, Jobs::job_type);
        if let Some(age) = self.older_than {
            jobs = jobs.created_before(before(now, age));
        }
        if let Some(age) = self.newer_than {
            jobs = jobs.created_after(before(now, age));
        }
        jobs
    }

    /// Names values that the contract does not know: a server may, and a person
    /// may have misspelt them.
    pub fn warn_of_slips(&self) {
        let statuses = self.status.iter().filter(|it| !it.canonical().is_known());
        let types = self.job_type.iter().filter(|it| !it.is_known());
        let slips = statuses.map(|it| ("status", it.as_str()));
        for (what, value) in slips.chain(types.map(|it| ("type", it.as_str()))) {
            warn_line(&format!("the contract does not know the {what} `{value}`"));
        }
    }

    /// Whether jobs are left out on this side.
    pub fn leaves_out(&self) -> bool {
        !self.status.is_empty()
            || !self.operation.is_empty()
            || !self.job_type.is_empty()
            || self.older_than.is_some()
            || self.newer_than.is_some()
    }
}

/// Whether nothing was said of a job for so long.
pub fn is_silent(job: &Job, silent_for: Duration, now: DateTime<Utc>) -> bool {
    job.updated_at < before(now, silent_for)
}

/// A moment so long before another; the first that there is, if longer.
fn before(now: DateTime<Utc>, age: Duration) -> DateTime<Utc> {
    let age = chrono::TimeDelta::from_std(age).unwrap_or(chrono::TimeDelta::MAX);
    now.checked_sub_signed(age).unwrap_or(DateTime::<Utc>::MIN_UTC)
}
