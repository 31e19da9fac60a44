//! How a run is made.

use std::sync::Arc;
use std::time::Duration;

use crate::api::types::{Job, JobCancelDetails};
use crate::outcome::Outcome;

/// What becomes of a job whose handler stops because the program does.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "a run has one, and a box would be in its user's way")]
pub enum OnShutdown {
    /// It is failed with this outcome.
    Fail(Outcome),
    /// It is canceled.
    Cancel(JobCancelDetails),
    /// It stays executing: somebody else takes it up, or nobody.
    Leave,
}

impl Default for OnShutdown {
    /// Failed, with a text that says that it can be run again.
    fn default() -> Self {
        let text = "The program that worked on this job was stopped. Run the job again.";
        Self::Fail(Outcome::new().message(text))
    }
}

/// How a run begins.
#[derive(Clone, Debug, Default)]
pub(super) struct Beginning {
    /// The job, where the caller has just read it.
    pub(super) job: Option<Arc<Job>>,
    pub(super) take_over: bool,
}

/// How it goes on.
#[derive(Clone, Debug)]
pub(super) struct Course {
    pub(super) progress_every: Duration,
    pub(super) look_every: Duration,
    pub(super) grace: Duration,
    pub(super) on_shutdown: OnShutdown,
}

impl Default for Course {
    fn default() -> Self {
        Self {
            // Nobody publishes a rate limit; people see a number change as soon.
            progress_every: Duration::from_secs(2),
            // A canceled job is worked on in vain for so long.
            look_every: Duration::from_secs(15),
            // What orchestrators give a program to stop.
            grace: Duration::from_secs(30),
            on_shutdown: OnShutdown::default(),
        }
    }
}
