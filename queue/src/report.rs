//! What a worker did.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::work::Counts;

/// What a worker did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct WorkerReport {
    /// Jobs that were run and are where they belong.
    pub ended: u64,
    /// Runs that were not the first one of their job.
    pub run_again: u64,
    /// Jobs that had ended before, so that nothing was to be done.
    pub ended_before: u64,
    /// Jobs that were not ready, not there, or somebody else's.
    pub left: u64,
    /// Jobs that were given back, for others to run, because the worker stopped.
    pub given_back: u64,
    /// Attempts that came to nothing, to be tried again.
    pub to_retry: u64,
    /// Jobs of dead workers that were made available again by this one.
    pub swept: u64,
}

impl WorkerReport {
    pub(crate) fn of(counts: &Counts, swept: u64) -> Self {
        let of = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Self {
            ended: of(&counts.ended),
            run_again: of(&counts.again),
            ended_before: of(&counts.done_before),
            left: of(&counts.left),
            given_back: of(&counts.given_back),
            to_retry: of(&counts.to_retry),
            swept,
        }
    }
}
