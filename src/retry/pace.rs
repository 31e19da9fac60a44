//! How often something is asked for that is asked for again and again: a
//! decision without I/O.

use std::time::Duration;

use super::retry_after;

/// The least wait there is: no setting makes a client ask without a pause. What
/// asks nothing but this a hundred times a second still leaves a server and a
/// runtime alone for most of the time.
pub(crate) const LEAST: Duration = Duration::from_millis(10);

/// How long until the next time: often while that brings something, less and
/// less often while it does not, and as a server wishes that has too much to do.
#[derive(Clone, Debug)]
pub(crate) struct Pace {
    least: Duration,
    most: Duration,
    next: Duration,
}

impl Pace {
    /// From the one to the other. The first is ten milliseconds at the least, and
    /// the second is not below the first.
    pub(crate) fn between(least: Duration, most: Duration) -> Self {
        let least = least.max(LEAST);
        Self { least, most: most.max(least), next: least }
    }

    /// How long it is where all goes well.
    pub(crate) fn least(&self) -> Duration {
        self.least
    }

    /// After one that brought something.
    pub(crate) fn found(&mut self) -> Duration {
        self.next = self.least;
        self.next
    }

    /// After one that brought nothing: half as long again each time.
    pub(crate) fn idle(&mut self) -> Duration {
        let wait = self.next;
        self.next = wait.saturating_add(wait / 2).min(self.most);
        wait
    }

    /// After one that failed, and what the server asked for: twice as long each
    /// time, and never less than that, up to [an hour](retry_after::heeded).
    pub(crate) fn failed(&mut self, asked: Option<Duration>) -> Duration {
        let wait = self.next;
        self.next = wait.saturating_mul(2).min(self.most);
        wait.max(retry_after::heeded(asked.unwrap_or_default()))
    }
}

/// A wait with a tenth more or less, by a random number from 0 to 1: workers that
/// started together do not ask together for ever.
#[cfg(feature = "worker")]
pub(crate) fn spread(wait: Duration, share: f64) -> Duration {
    let factor = 0.9 + share.clamp(0.0, 1.0) / 5.0;
    Duration::try_from_secs_f64(wait.as_secs_f64() * factor).unwrap_or(wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn often_while_it_brings_something_and_less_often_while_not() {
        let mut pace = Pace::between(SECOND, SECOND * 4);
        let waits: Vec<f64> = (0..6).map(|_| pace.idle().as_secs_f64()).collect();
        assert_eq!(waits, [1.0, 1.5, 2.25, 3.375, 4.0, 4.0]);
        assert_eq!(pace.found(), SECOND);
        assert_eq!(pace.idle(), SECOND);
    }

    #[test]
    fn a_server_that_fails_is_left_in_peace() {
        let mut pace = Pace::between(SECOND, SECOND * 4);
        let waits: Vec<f64> = (0..4).map(|_| pace.failed(None).as_secs_f64()).collect();
        assert_eq!(waits, [1.0, 2.0, 4.0, 4.0]);
        assert_eq!(pace.failed(Some(SECOND * 60)), SECOND * 60);
        assert_eq!(pace.failed(Some(SECOND)), SECOND * 4);
    }

    #[test]
    fn no_server_is_waited_for_longer_than_an_hour() {
        let mut pace = Pace::between(SECOND, SECOND * 4);
        assert_eq!(pace.failed(Some(SECOND * 3600)), SECOND * 3600);
        for absurd in [SECOND * 3601, Duration::MAX] {
            assert_eq!(pace.failed(Some(absurd)), SECOND * 3600);
        }
        let mut patient = Pace::between(SECOND * 7200, SECOND * 7200);
        assert_eq!(patient.failed(Some(Duration::MAX)), SECOND * 7200, "its own is longer");
    }

    #[test]
    fn none_is_no_wait_at_all() {
        let mut pace = Pace::between(Duration::ZERO, Duration::ZERO);
        assert_eq!([pace.found(), pace.idle(), pace.idle()], [LEAST; 3]);
        let mut pace = Pace::between(Duration::ZERO, SECOND);
        let waits: Vec<u128> = (0..9).map(|_| pace.failed(None).as_millis()).collect();
        assert_eq!(waits, [10, 20, 40, 80, 160, 320, 640, 1000, 1000]);
    }

    #[cfg(feature = "worker")]
    #[test]
    fn waits_are_spread() {
        assert_eq!(spread(SECOND * 10, 0.0), SECOND * 9);
        assert_eq!(spread(SECOND * 10, 1.0), SECOND * 11);
        assert_eq!(spread(Duration::MAX, 1.0), Duration::MAX);
    }
}
