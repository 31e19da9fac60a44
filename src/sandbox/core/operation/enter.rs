//! Before anything is done to a job: is it there, and does its state allow it.

use ::http::StatusCode;

use crate::api::types::JobStatus;
use crate::sandbox::core::history::By;
use crate::sandbox::core::jobs::Place;
use crate::sandbox::core::life_cycle::{Transition, transition};
use crate::sandbox::core::request::Asked;
use crate::sandbox::core::response::Refusal;
use crate::sandbox::core::value::Core;
use crate::sandbox::rules::{AckAfterEnd, EndTwice};

/// What may be done.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Leave {
    /// Nothing, and that is no error.
    Nothing,
    /// All but a status.
    Stay,
    /// With a status that the request names.
    Change,
    /// With no other status or progress than there is.
    Details,
    /// With this status.
    To(JobStatus),
    /// With the status of a start.
    Start,
}

/// The job that a request is about, and what may be done to it.
pub(super) fn enter(core: &Core, asked: &Asked<'_>) -> Result<(Place, Leave), Refusal> {
    let place = find(core, asked)?;
    let leave = by_state(core, asked, place)?;
    Ok((place, leave))
}

/// The job that a request is about, or 404.
fn find(core: &Core, asked: &Asked<'_>) -> Result<Place, Refusal> {
    let id = &asked.route.job;
    core.jobs.find(id).ok_or_else(|| {
        let refusal = Refusal::new(StatusCode::NOT_FOUND, format!("there is no job {id}"));
        refusal.about(asked.route.parameter())
    })
}

fn by_state(core: &Core, asked: &Asked<'_>, place: Place) -> Result<Leave, Refusal> {
    let operation = asked.route.operation;
    let status = core.jobs.job_at(place).and_then(|job| job.status.as_ref());
    let status = status.unwrap_or(&JobStatus::Created);
    let refused = || {
        let id = &asked.route.job;
        Err(match status.is_end() {
            true => conflict(format!("the job {id} has ended: it is {status}")),
            false => {
                conflict(format!("the job {id} is {status}: too early for {}", operation.name))
            }
        })
    };
    match transition(operation.id, status) {
        None | Some(Transition::Stays | Transition::Gone) => Ok(Leave::Stay),
        Some(Transition::To(status)) => Ok(Leave::To(status.clone())),
        Some(Transition::Starts) => Ok(Leave::Start),
        Some(Transition::Changes) => Ok(Leave::Change),
        Some(Transition::Details) => Ok(Leave::Details),
        Some(Transition::Refused) => refused(),
        Some(Transition::EndsTwice) => match core.rules.end_twice {
            EndTwice::Refuse => refused(),
            EndTwice::Ignore => Ok(Leave::Nothing),
        },
        Some(Transition::AcksEnded) => match core.rules.ack_after_end {
            AckAfterEnd::Refuse => refused(),
            AckAfterEnd::Ignore => Ok(Leave::Nothing),
            AckAfterEnd::Restart => Ok(Leave::To(JobStatus::Executing)),
        },
    }
}

/// 409 where a job would be complete before its parts have ended.
pub(super) fn parts_first(core: &Core, place: Place, status: &JobStatus) -> Result<(), Refusal> {
    match *status == JobStatus::Complete && core.jobs.has_open_part(place) {
        true => Err(conflict("a part of the job has not ended")),
        false => Ok(()),
    }
}

/// 409 where a part would go on although its parent has ended.
pub(super) fn parent_open(core: &Core, place: Place) -> Result<(), Refusal> {
    match core.jobs.parent_of(place).is_none_or(|parent| core.jobs.is_open(parent)) {
        true => Ok(()),
        false => Err(conflict("the parent of the job has ended")),
    }
}

pub(super) fn conflict(message: impl Into<String>) -> Refusal {
    Refusal::new(StatusCode::CONFLICT, message)
}

/// The operation as the maker of a change.
pub(super) fn by(asked: &Asked<'_>) -> By {
    By::Operation(asked.route.operation.id)
}
