//! Deleting a job.

use super::done::{Done, success};
use super::enter::{by, enter};
use crate::sandbox::core::request::Asked;
use crate::sandbox::core::value::Core;

pub(super) fn run(core: &mut Core, asked: &Asked<'_>) -> Done {
    let (place, _) = enter(core, asked)?;
    core.remove(place, by(asked), asked.now);
    Ok(success())
}
