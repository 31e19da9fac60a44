//! How often a job is read: often while it changes, and less and less while it
//! does not.

use std::time::Duration;

use crate::error::Error;

/// How many reads may fail in a row. Each has retries of its own, within the
/// bounds of the client, so that these take minutes.
const FAILURES: u32 = 10;

/// How long until the next read.
#[derive(Clone, Debug)]
pub(crate) struct Pace {
    pub(crate) least: Duration,
    pub(crate) most: Duration,
    next: Duration,
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
        Self { least, most: most.max(least), next: least, failures: 0 }
    }

    /// After a read that showed something new.
    pub(crate) fn changed(&mut self) -> Duration {
        (self.next, self.failures) = (self.least, 0);
        self.next
    }

    /// After a read that showed nothing new: half as long again each time.
    pub(crate) fn unchanged(&mut self) -> Duration {
        self.failures = 0;
        self.slower()
    }

    /// After a read that failed; none where it is of no use to go on.
    pub(crate) fn failed(&mut self, error: &Error) -> Option<Duration> {
        self.failures += 1;
        let never = error.is_invalid_input()
            || error.is_unauthorized()
            || error.is_forbidden()
            || error.is_not_found()
            || error.is_tls()
            || error.is_proxy();
        let wait = self.slower().max(error.retry_after().unwrap_or_default());
        (!never && self.failures < FAILURES).then_some(wait)
    }

    fn slower(&mut self) -> Duration {
        let wait = self.next;
        self.next = wait.saturating_add(wait / 2).min(self.most);
        wait
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn often_while_it_changes_and_less_often_while_it_does_not() {
        let mut pace = Pace::between(Duration::from_secs(2), Duration::from_secs(10));
        assert_eq!(pace.changed().as_secs_f64(), 2.0);
        let waits: Vec<f64> = (0..6).map(|_| pace.unchanged().as_secs_f64()).collect();
        assert_eq!(waits, [2.0, 3.0, 4.5, 6.75, 10.0, 10.0]);
        assert_eq!(pace.changed().as_secs_f64(), 2.0);
    }

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
