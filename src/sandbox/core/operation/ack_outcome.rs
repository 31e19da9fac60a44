//! Confirming that an outcome was seen.

use super::done::{Done, job};
use super::enter::{by, enter};
use crate::sandbox::core::request::Asked;
use crate::sandbox::core::value::Core;

pub(super) fn run(core: &mut Core, asked: &Asked<'_>) -> Done {
    let (place, _) = enter(core, asked)?;
    let seen = core.jobs.job_at(place).and_then(|job| job.outcome_acknowledged_at);
    // The first time counts.
    if seen.is_none() {
        let now = asked.now;
        core.jobs.change(place, by(asked), now, |job| job.outcome_acknowledged_at = Some(now));
    }
    Ok(job(core, place))
}
