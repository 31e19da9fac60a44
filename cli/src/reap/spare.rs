//! One stuck job, ended; unless it moved since it was found. Then somebody
//! works on it after all.

use chrono::{DateTime, Utc};
use flatfile_jobs::api::types::{JobCancelDetails, JobStatus};
use flatfile_jobs::{Client, Outcome};

use super::journal::Plan;
use crate::failure::{Failure, Kind};
use crate::many::{Done, How, Verb, ended};

/// Ends the job, if it is as it was found.
pub async fn end(
    client: &Client,
    plan: &Plan,
    verb: Verb,
    id: &str,
    found_at: DateTime<Utc>,
) -> Result<Done, Failure> {
    let job = client.job(id).get().await?;
    if job.id.as_str() != id {
        let what = format!("`{id}` was asked for, and the server gave `{}`", job.id);
        return Err(Failure::new(Kind::Unreadable, what));
    }
    if job.is_ended() {
        let wanted = job.status.as_ref().map(JobStatus::canonical).as_ref() == verb.end();
        let how = if wanted { How::Already } else { How::LeftAlone };
        return Ok(Done { how, ..Done::with_job(&job) });
    }
    if job.updated_at != found_at {
        return Ok(Done { how: How::LeftAlone, ..Done::with_job(&job) });
    }
    let handle = client.job(id).with_run(&job);
    let result = match plan.outcome.clone() {
        Some(body) => handle.fail(Outcome::from(body)).await,
        None => {
            let info = plan.info.clone().map(JobCancelDetails::from);
            handle.cancel(info.unwrap_or_default()).await
        }
    };
    Ok(ended(&handle, verb, result).await?)
}
