//! How a worker has ended.

use std::fmt;

use super::counts::Counts;

/// How a worker has ended, and what it did.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[must_use = "it says which jobs are not where they belong"]
pub struct WorkerReport {
    /// What it did, in numbers.
    pub counts: Counts,
    /// How many jobs were found and waited for their turn. They were not read: some
    /// may not be ready any more, or not be for this worker.
    pub waiting: usize,
    /// Whether a second signal cut it short.
    pub halted: bool,
    /// Jobs that are not where they belong, with the reason; the first thousand of
    /// them. They were begun and are not known to have ended, or were cut off in
    /// whatever state they were, also while they were read. Ends that the outbox has
    /// are not lost.
    pub unfinished: Vec<Unfinished>,
}

/// A job that is not known to have ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unfinished {
    /// The job's id.
    pub job: String,
    /// Why, in one line.
    pub reason: String,
}

impl fmt::Display for WorkerReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { begun, completed, failed, canceled, left, .. } = &self.counts;
        let Counts { in_doubt, not_ended, abandoned, panicked, .. } = &self.counts;
        write!(f, "{begun} jobs begun: {completed} completed, {failed} failed")?;
        for (count, what) in [
            (panicked, "of these by a panic"),
            (canceled, "ended as canceled"),
            (left, "left"),
            (in_doubt, "in doubt"),
            (not_ended, "not ended"),
            (abandoned, "cut off"),
            (&(self.waiting as u64), "found and not begun"),
        ] {
            if *count > 0 {
                write!(f, ", {count} {what}")?;
            }
        }
        Ok(())
    }
}
