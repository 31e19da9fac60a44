//! Changing some members of a job.

use serde_json::Number;

use super::enter::{Leave, by, conflict, enter, parts_first};
use super::{Done, job};
use crate::api::types::{Job, JobStatus, JobUpdate};
use crate::sandbox::core::Core;
use crate::sandbox::core::request::Asked;

pub(super) fn run(core: &mut Core, asked: &Asked<'_>) -> Done {
    let mut update: JobUpdate = asked.body()?;
    let (place, leave) = enter(core, asked)?;
    let present = core.jobs.job_at(place);
    let status = present.and_then(|job| job.status.clone()).unwrap_or(JobStatus::Created);
    let progress = update.progress.take().map(|progress| Number::from(progress.0));
    let wanted = update.status.take().unwrap_or_else(|| status.clone());
    if leave == Leave::Details {
        let moves = progress.is_some() && present.is_none_or(|job| job.progress != progress);
        if moves || wanted != status {
            let id = &asked.route.job;
            return Err(conflict(format!("the job {id} has ended: it is {status}")));
        }
    }
    parts_first(core, place, &wanted)?;
    core.set(place, wanted, by(asked), asked.now, |job| {
        if progress.is_some() {
            job.progress = progress;
        }
        take(job, update);
    });
    Ok(job(core, place))
}

/// Objects take the place of the former ones.
fn take(job: &mut Job, update: JobUpdate) {
    let JobUpdate { config, info, metadata, outcome_acknowledged_at, .. } = update;
    job.config = config.or(job.config.take());
    job.info = info.or(job.info.take());
    job.metadata = metadata.or(job.metadata.take());
    job.outcome_acknowledged_at = outcome_acknowledged_at.or(job.outcome_acknowledged_at);
}
