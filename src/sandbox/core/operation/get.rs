//! Reading a job.

use super::done::{Done, job};
use super::enter::enter;
use crate::sandbox::core::request::Asked;
use crate::sandbox::core::value::Core;

pub(super) fn run(core: &Core, asked: &Asked<'_>) -> Done {
    let (place, _) = enter(core, asked)?;
    Ok(job(core, place))
}
