//! How often a job is read, and when that is of no use any more.

use std::time::Duration;

use crate::error::Error;
use crate::retry::pace;

/// How many reads may fail in a row. Each has retries of its own, within the
/// bounds of the client, so that these take minutes.
const FAILURES: u32 = 10;

/// How long until the next read.
#[derive(Clone, Debug)]
pub(crate) struct Pace {
    pace: pace::Pace,
    failures: u32,
}

impl Default for Pace {
    /// People see a change within a second where there are many, and nobody
    /// minds half a minute in a job that takes hours.
    fn default() -> Self {
        Self::between(Duration::from_secs(1), Duration::from_secs(30))
    }
}

impl Pace {
    pub(crate) fn between(least: Duration, most: Duration) -> Self {
        Self { pace: pace::Pace::between(least, most), failures: 0 }
    }

    /// After a read that showed something new.
    pub(crate) fn changed(&mut self) -> Duration {
        self.failures = 0;
        self.pace.found()
    }

    /// After a read that showed nothing new.
    pub(crate) fn unchanged(&mut self) -> Duration {
        self.failures = 0;
        self.pace.idle()
    }

    /// After a read that failed; none where it is of no use to go on.
    pub(crate) fn failed(&mut self, error: &Error) -> Option<Duration> {
        self.failures += 1;
        let refused = error.is_unauthorized() || error.is_forbidden() || error.is_not_found();
        let never = error.is_invalid_input()
            || (refused && !error.is_of_another())
            || error.is_tls()
            || error.is_proxy();
        let wait = self.pace.failed(error.retry_after());
        (!never && self.failures < FAILURES).then_some(wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_failures_are_the_end() {
        let mut pace = Pace::default();
        let error = || Error::odd("not a job");
        for _ in 0..9 {
            assert!(pace.failed(&error()).is_some());
        }
        pace.unchanged();
        for _ in 0..9 {
            assert!(pace.failed(&error()).is_some());
        }
        assert!(pace.failed(&error()).is_none());
        assert!(Pace::default().failed(&Error::invalid_input("a bad id")).is_none());
    }
}
