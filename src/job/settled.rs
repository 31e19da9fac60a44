//! The end of a job, reached.

use crate::api::types::{Job, JobResponse};
use crate::api::{self, ResponseValue};
use crate::client::Call;
use crate::error::{Attempt, Ending, Error};

/// A job whose end is settled.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Settled {
    /// The job as the server has it. Its status need not be the wanted end:
    /// the reference's own answer to *fail* shows a job that is `complete`.
    pub job: Job,
    /// How it is known.
    pub by: SettledBy,
    /// The requests that it took, reads of the job among them, in their order.
    pub attempts: Vec<Attempt>,
}

/// How an end is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SettledBy {
    /// The server answered the end with a success.
    Response,
    /// The answer to the end was lost or ambiguous, and the job was then read
    /// in the wanted status. A read cannot tell whose end it was.
    Read,
}

impl Settled {
    /// What came of the call of an end.
    pub(super) fn of(
        call: Call,
        answer: Result<ResponseValue<JobResponse>, api::Error>,
    ) -> Result<Self, Error> {
        let carried = call.carried();
        let job = call.finish(answer)?.data;
        let by = match carried.as_ref().map(|carried| &carried.0.ending) {
            Some(Ending::ByReading) => SettledBy::Read,
            _ => SettledBy::Response,
        };
        let attempts = carried.map(|carried| carried.0.attempts.clone()).unwrap_or_default();
        Ok(Self { job, by, attempts })
    }
}
