//! Changing some members of a job.

use serde_json::Number;

use super::done::{Done, job};
use super::enter::{Leave, by, conflict, enter, parts_first};
use crate::api::types::{Job, JobStatus, JobUpdate};
use crate::sandbox::core::request::Asked;
use crate::sandbox::core::value::Core;

pub(super) fn run(core: &mut Core, asked: &Asked<'_>) -> Done {
    let mut update: JobUpdate = asked.body()?;
    let (place, leave) = enter(core, asked)?;
    let present = core.jobs.job_at(place);
    let status = present.and_then(|job| job.status.clone()).unwrap_or(JobStatus::Created);
    let progress = asked.progress.clone();
    let wanted = update.status.take().unwrap_or_else(|| status.clone());
    if leave == Leave::Details {
        // 10 and 10.0 are one number.
        let percent = |progress: &Option<Number>| progress.as_ref().and_then(Number::as_f64);
        let before = present.and_then(|job| percent(&job.progress));
        let moves = progress.is_some() && percent(&progress) != before;
        if moves || wanted != status {
            let id = &asked.route.job;
            return Err(conflict(format!("the job {id} has ended: it is {status}")));
        }
    }
    parts_first(core, place, &wanted)?;
    core.set(place, wanted, by(asked), asked.now, |job| {
        job.progress = progress.or(job.progress.take());
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
