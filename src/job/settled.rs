//! The end of a job, reached.

use crate::api::types::Job;

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
}

impl Settled {
    pub(super) fn by_answer(job: Job) -> Self {
        Self { job, by: SettledBy::Answer }
    }
}
