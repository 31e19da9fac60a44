//! How long a job waits after an attempt that came to nothing.

use std::time::Duration;

use riverqueue::jiff::Timestamp;
use riverqueue::{JobRow, RetryPolicy, WorkError};

/// What the first wait is about; each is twice as long as the one before.
const FIRST: Duration = Duration::from_secs(2);
/// An API that is away for hours is asked for each job this often.
const LONGEST: Duration = Duration::from_secs(600);

/// Waits that double, up to ten minutes, each drawn from its upper half, so that
/// jobs which failed together are not tried together. They stand in the
/// database, and outlive the worker.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Backoff;

impl RetryPolicy for Backoff {
    fn next_retry(&self, job: &JobRow, _: &WorkError, _: Timestamp) -> Duration {
        wait(job.errors.len(), fastrand::f64())
    }
}

/// The wait after so many errors; `random` is from 0 to 1.
pub(crate) fn wait(errors: usize, random: f64) -> Duration {
    let doubled = 1 << errors.min(16);
    let whole = FIRST.saturating_mul(doubled).min(LONGEST);
    whole.mul_f64(0.5 + random.clamp(0.0, 1.0) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_are_bounded() {
        let seconds = [0, 1, 2, 8, 9, usize::MAX].map(|errors| wait(errors, 1.0).as_secs());
        assert_eq!(seconds, [2, 4, 8, 512, 600, 600]);
        assert_eq!(wait(1, 0.0), Duration::from_secs(2), "the lower end");
    }
}
