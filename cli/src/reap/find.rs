//! Which jobs are stuck.

use std::time::Duration;

use chrono::{DateTime, Utc};
use flatfile_jobs::api::types::{Job, JobStatus};
use flatfile_jobs::{Client, Jobs};

use crate::args::{FilterArgs, is_silent};
use crate::failure::Failure;
use crate::job::LargePages;

/// What was found.
#[derive(Debug)]
pub struct Found {
    /// Those that are silent for longest come first.
    pub jobs: Vec<Job>,
    /// Jobs that could not be read, and are left alone.
    pub unreadable: Vec<Failure>,
}

/// Reads all jobs before anything is done to them, so that what is done moves
/// no page under the reader. Only what is stuck is kept.
pub async fn find(
    client: &Client,
    filters: &FilterArgs,
    silent_for: Duration,
    now: DateTime<Utc>,
) -> Result<Found, Failure> {
    let mut jobs = filters.jobs(client, now);
    if filters.status.is_empty() {
        jobs = [JobStatus::Executing, JobStatus::Ready].into_iter().fold(jobs, Jobs::status);
    }
    let mut found = Found { jobs: Vec::new(), unreadable: Vec::new() };
    let mut stream = LargePages::new(&jobs, None, None);
    while let Some(job) = stream.next().await {
        match job {
            Ok(job) if is_silent(&job, silent_for, now) && !job.is_ended() => found.jobs.push(job),
            Ok(_) => {}
            Err(error) if error.is_unreadable_entry() => {
                found.unreadable.push(error.into());
            }
            Err(error) => return Err(error.into()),
        }
    }
    found.jobs.sort_by(|one, other| (one.updated_at, &one.id).cmp(&(other.updated_at, &other.id)));
    Ok(found)
}
