//! The end of a job, reached.

use crate::api::types::{Job, JobResponse};
use crate::call::{Response, SettledBy};
use crate::error::Attempt;

/// A job whose end is settled.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Settled {
    /// The job as the server has it. Its status need not be the wanted end:
    /// the reference's own response to *fail* shows a job that is `complete`.
    pub job: Job,
    /// How it is known.
    pub by: SettledBy,
    /// The requests that it took, reads of the job among them, in their order.
    pub attempts: Vec<Attempt>,
}

impl Settled {
    /// What an end brought.
    pub(super) fn of(response: Response<JobResponse>) -> Self {
        Self { job: response.value.data, by: response.settled_by, attempts: response.attempts }
    }
}
