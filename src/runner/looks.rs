//! When the job of a silent handler is read: a cancellation is learned in no
//! other way.

use std::time::{Duration, Instant};

use crate::retry::pace::Pace;
use crate::retry::retry_after::heeded;

/// The longest wait after looks that failed.
const LONGEST: Duration = Duration::from_secs(120);

/// How long after a look that failed another one is made, where it is urgent;
/// twice as long after each more.
const SOON: Duration = Duration::from_secs(1);

/// How often a job has to be missing in a row before that is believed, by the API's
/// own word.
const MISSING: u32 = 2;

/// The looks of a run.
#[derive(Debug)]
pub(super) struct Looks {
    pace: Pace,
    next: Option<Instant>,
    /// What the server asked for, up to the longest that is heeded.
    not_before: Option<Instant>,
    failures: u32,
    failed_at: Instant,
    /// How many looks in a row found no job.
    missing: u32,
}

impl Looks {
    pub(super) fn new(every: Duration, now: Instant) -> Self {
        let pace = Pace::between(every, LONGEST);
        let next = now.checked_add(pace.least());
        Self { pace, next, not_before: None, failures: 0, failed_at: now, missing: 0 }
    }

    /// How long until the next; none where that is never.
    pub(super) fn due(&self, now: Instant) -> Option<Duration> {
        self.next.map(|next| next.saturating_duration_since(now))
    }

    /// The job was seen, by whatever was sent.
    pub(super) fn seen(&mut self, now: Instant) {
        (self.failures, self.missing, self.not_before) = (0, 0, None);
        self.next = now.checked_add(self.pace.found());
    }

    /// A look showed nothing: the next comes later each time, and not before the
    /// server wants it.
    pub(super) fn failed(&mut self, now: Instant, asked: Option<Duration>) {
        self.missing = 0;
        self.later(now, asked);
    }

    /// A look found no job; whether that is to be believed.
    pub(super) fn missed(&mut self, now: Instant, asked: Option<Duration>) -> bool {
        self.missing += 1;
        self.later(now, asked);
        self.missing >= MISSING
    }

    fn later(&mut self, now: Instant, asked: Option<Duration>) {
        self.failures = self.failures.saturating_add(1);
        self.failed_at = now;
        self.not_before = asked.and_then(|asked| now.checked_add(heeded(asked)));
        self.next = now.checked_add(self.pace.failed(asked));
    }

    /// A report was refused: the next look is due at once, or soon where looks
    /// fail too.
    pub(super) fn hurry(&mut self, now: Instant) {
        let soon = match self.failures {
            0 => Duration::ZERO,
            failures => SOON.saturating_mul(2_u32.saturating_pow(failures)),
        };
        let least = self.not_before.unwrap_or(now).max(now);
        let at = self.failed_at.checked_add(soon).map(|at| at.max(least));
        self.next = self.next.into_iter().chain(at).min();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sight_puts_the_next_look_off() {
        let (now, every) = (Instant::now(), Duration::from_secs(15));
        let mut looks = Looks::new(every, now);
        assert_eq!(looks.due(now), Some(every));
        looks.seen(now + every);
        assert_eq!(looks.due(now + every), Some(every));
        looks.hurry(now);
        assert_eq!(looks.due(now), Some(Duration::ZERO));
        let mut waits = Vec::new();
        for _ in 0..5 {
            looks.failed(now, None);
            waits.push(looks.due(now).unwrap().as_secs());
        }
        assert_eq!(waits, [15, 30, 60, 120, 120]);
        looks.hurry(now);
        assert_eq!(looks.due(now).unwrap().as_secs(), 32, "what fails is hurried less");
        let asked = Duration::from_secs(400);
        looks.failed(now, Some(asked));
        looks.hurry(now);
        assert_eq!(looks.due(now), Some(asked), "not before the server wants it");
    }

    #[test]
    fn one_that_is_missing_once_may_be_there() {
        let now = Instant::now();
        let mut looks = Looks::new(Duration::from_secs(15), now);
        let missed = |looks: &mut Looks| looks.missed(now, None);
        assert!(!missed(&mut looks));
        looks.seen(now);
        assert!(!missed(&mut looks));
        assert_eq!(looks.due(now).unwrap().as_secs(), 15, "it is one failure");
        looks.failed(now, None);
        assert!(!missed(&mut looks), "they were not in a row");
        assert!(missed(&mut looks));
    }
}
