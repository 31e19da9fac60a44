//! The sandbox's time, which a test moves and stops.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// The system's time, moved by so much; or one that stands still.
#[derive(Debug, Default)]
pub struct Clock(Mutex<Hands>);

#[derive(Clone, Copy, Debug, Default)]
struct Hands {
    ahead: TimeDelta,
    /// Where it stands still.
    stopped: Option<DateTime<Utc>>,
}

impl Clock {
    pub fn now(&self) -> DateTime<Utc> {
        self.hands().now()
    }

    pub fn is_stopped(&self) -> bool {
        self.hands().stopped.is_some()
    }

    /// Makes it this time.
    pub fn set(&self, now: DateTime<Utc>) {
        let mut hands = self.hands();
        match &mut hands.stopped {
            Some(stopped) => *stopped = now,
            None => hands.ahead = now - Utc::now(),
        }
    }

    /// Stops it where it is, or lets it go on from there.
    pub fn stop(&self, stop: bool) {
        let mut hands = self.hands();
        let now = hands.now();
        match stop {
            true => hands.stopped = Some(now),
            false => *hands = Hands { ahead: now - Utc::now(), stopped: None },
        }
    }

    /// The system's time again.
    pub fn reset(&self) {
        *self.hands() = Hands::default();
    }

    fn hands(&self) -> MutexGuard<'_, Hands> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Hands {
    fn now(&self) -> DateTime<Utc> {
        self.stopped.unwrap_or_else(|| {
            let system = Utc::now();
            system.checked_add_signed(self.ahead).unwrap_or(system)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stands_still_and_goes_on_from_there() {
        let clock = Clock::default();
        let noon: DateTime<Utc> = "2030-01-01T12:00:00Z".parse().unwrap();
        clock.stop(true);
        clock.set(noon);
        assert_eq!((clock.now(), clock.is_stopped()), (noon, true));
        clock.stop(false);
        assert!(clock.now() >= noon && clock.now() < noon + TimeDelta::minutes(1));
        clock.set(noon + TimeDelta::days(2));
        assert!(clock.now() >= noon + TimeDelta::days(2));
        clock.reset();
        assert!(clock.now() < noon);
    }
}
