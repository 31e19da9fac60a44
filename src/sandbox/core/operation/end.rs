//! Ending a job as complete or as failed.

use super::done::{Done, job};
use super::enter::{Leave, by, enter, parts_first};
use crate::api::types::JobCompleteDetails;
use crate::sandbox::core::request::Asked;
use crate::sandbox::core::value::Core;

pub(super) fn run(core: &mut Core, asked: &Asked<'_>) -> Done {
    let details: JobCompleteDetails = asked.body()?;
    let (place, leave) = enter(core, asked)?;
    if let Leave::To(status) = leave {
        parts_first(core, place, &status)?;
        core.set(place, status, by(asked), asked.now, |job| {
            job.outcome = details.outcome.and_then(|outcome| serde_json::to_value(outcome).ok());
            if details.info.is_some() {
                job.info = details.info;
            }
        });
    }
    Ok(job(core, place))
}
