//! How often a source is asked: a decision without I/O.

use std::time::Duration;

/// The least wait there is: no setting makes a worker ask without a pause.
pub(super) const LEAST: Duration = Duration::from_millis(10);

/// How long until a source is asked again: often while it brings something, less
/// and less often while it does not, and as a server wishes that has too much to
/// do.
#[derive(Clone, Debug)]
pub(super) struct Pace {
    least: Duration,
    most: Duration,
    next: Duration,
}

impl Pace {
    pub(super) fn between(least: Duration, most: Duration) -> Self {
        let least = least.max(LEAST);
        Self { least, most: most.max(least), next: least }
    }

    /// After a round that brought something.
    pub(super) fn found(&mut self) -> Duration {
        self.next = self.least;
        self.next
    }

    /// After one that brought nothing: half as long again each time.
    pub(super) fn idle(&mut self) -> Duration {
        let wait = self.next;
        self.next = wait.saturating_add(wait / 2).min(self.most);
        wait
    }

    /// After one that failed, and what the server asked for: twice as long each
    /// time, and never less than that.
    pub(super) fn failed(&mut self, asked: Option<Duration>) -> Duration {
        let wait = self.next;
        self.next = wait.saturating_mul(2).min(self.most);
        wait.max(asked.unwrap_or_default())
    }
}

/// A wait with a tenth more or less, by a random number from 0 to 1: workers that
/// started together do not ask together for ever.
pub(super) fn spread(wait: Duration, share: f64) -> Duration {
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
    fn waits_are_spread() {
        assert_eq!(spread(SECOND * 10, 0.0), SECOND * 9);
        assert_eq!(spread(SECOND * 10, 1.0), SECOND * 11);
        assert_eq!(spread(Duration::MAX, 1.0), Duration::MAX);
    }
}
