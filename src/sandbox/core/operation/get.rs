//! Reading a job.

use super::enter::enter;
use super::{Done, job};
use crate::sandbox::core::Core;
use crate::sandbox::core::request::Asked;

pub(super) fn run(core: &Core, asked: &Asked<'_>) -> Done {
    let (place, _) = enter(core, asked)?;
    Ok(job(core, place))
}
