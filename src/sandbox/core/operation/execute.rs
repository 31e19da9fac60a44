//! Starting a job.

use super::enter::{by, enter};
use super::{Done, success};
use crate::sandbox::core::Core;
use crate::sandbox::core::request::Asked;

pub(super) fn run(core: &mut Core, asked: &Asked<'_>) -> Done {
    let (place, _) = enter(core, asked)?;
    core.start(place, by(asked), asked.now);
    Ok(success())
}
