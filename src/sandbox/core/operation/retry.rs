//! Running a failed job again: the same job, as if it had never been started.

use serde_json::Number;

use super::done::{Done, job};
use super::enter::{by, enter, parent_open};
use crate::api::types::JobStatus;
use crate::sandbox::core::request::Asked;
use crate::sandbox::core::value::Core;

pub(super) fn run(core: &mut Core, asked: &Asked<'_>) -> Done {
    let (place, _) = enter(core, asked)?;
    parent_open(core, place)?;
    if let Some(entry) = core.jobs.entry_mut(place) {
        entry.acknowledged = false;
    }
    let status = match core.jobs.is_held(place) {
        true => JobStatus::Waiting,
        false => JobStatus::Ready,
    };
    core.set(place, status, by(asked), asked.now, |job| {
        job.progress = Some(Number::from(0));
        (job.info, job.outcome) = (None, None);
        (job.started_at, job.outcome_acknowledged_at) = (None, None);
    });
    Ok(job(core, place))
}
