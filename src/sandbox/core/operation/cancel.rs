//! Ending a job as canceled.

use super::done::{Done, job};
use super::enter::{Leave, by, enter};
use crate::api::types::JobCancelDetails;
use crate::sandbox::core::request::Asked;
use crate::sandbox::core::value::Core;

pub(super) fn run(core: &mut Core, asked: &Asked<'_>) -> Done {
    let details: JobCancelDetails = asked.body()?;
    let (place, leave) = enter(core, asked)?;
    if let Leave::To(status) = leave {
        core.set(place, status, by(asked), asked.now, |job| {
            if details.info.is_some() {
                job.info = details.info;
            }
        });
    }
    Ok(job(core, place))
}
