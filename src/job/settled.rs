//! The end of a job, reached.

use crate::api::types::{Job, JobResponse};

/// A job whose end is settled.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Settled {
    /// The job as the server has it. Its status need not be the wanted end:
    /// the reference's own answer to *fail* shows a job that is `complete`.
    pub job: Job,
    /// How it is known.
    pub by: SettledBy,
}

/// How an end is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SettledBy {
    /// The server answered the end with a success.
    Answer,
    /// The answer to the end was lost or ambiguous, and the job was then read
    /// in the wanted status. A read cannot tell whose end it was.
    Reading,
}

impl Settled {
    pub(super) fn new((answer, by_reading): (JobResponse, bool)) -> Self {
        let by = if by_reading { SettledBy::Reading } else { SettledBy::Answer };
        Self { job: answer.data, by }
    }
}
