//! Acknowledging a job, and telling how far it is.

use super::done::{Done, job};
use super::enter::{Leave, by, enter, parent_open};
use crate::api::types::{JobAckDetails, JobStatus};
use crate::sandbox::core::request::Asked;
use crate::sandbox::core::value::Core;

pub(super) fn run(core: &mut Core, asked: &Asked<'_>) -> Done {
    let details: JobAckDetails = asked.body()?;
    let (place, leave) = enter(core, asked)?;
    if leave == Leave::Nothing {
        return Ok(job(core, place));
    }
    parent_open(core, place)?;
    let status = match leave {
        Leave::To(status) => Some(status),
        _ => core.jobs.job_at(place).and_then(|job| job.status.clone()),
    };
    if let Some(entry) = core.jobs.entry_mut(place) {
        entry.acknowledged = true;
    }
    let status = status.unwrap_or(JobStatus::Executing);
    core.set(place, status, by(asked), asked.now, |job| {
        job.progress = asked.progress.clone().or(job.progress.take());
        job.info = details.info.or(job.info.take());
        // A job lists no estimate, but the guides show one: it is kept under
        // the name that it came with.
        job.extra.extend(asked.beyond_job());
    });
    Ok(job(core, place))
}
