//! What goes wrong with events.

use std::time::Duration;

use fastrand::Rng;

/// What goes wrong with the events of a sandbox, by one seed.
///
/// Nothing does by default: each event is listed once, at once, and in the order
/// in which it was made. A worker has to bear all of these, since nobody
/// publishes that they do not happen.
///
/// ```
/// use flatfile_jobs::sandbox::{EventFaults, Sandbox};
///
/// let faults = EventFaults::seeded(7).with_shuffled(true).with_doubled(0.5).with_missing(0.1);
/// let sandbox = Sandbox::builder().event_faults(faults).in_process();
/// # drop(sandbox);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use]
pub struct EventFaults {
    seed: u64,
    shuffled: bool,
    doubled: f64,
    missing: f64,
    late: f64,
    late_by: Duration,
}

/// What becomes of one event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fate {
    pub(super) missing: bool,
    /// How long it is not listed.
    pub(super) late: Option<Duration>,
    /// Where it stands among others that are shuffled, and where it stands once
    /// more.
    pub(super) order: u64,
    pub(super) again: Option<u64>,
}

impl EventFaults {
    /// Whose choices follow from this number.
    pub fn seeded(seed: u64) -> Self {
        Self { seed, ..Self::default() }
    }

    /// Whether a list has no order. The same events keep their places among each
    /// other from page to page and from list to list.
    pub fn with_shuffled(mut self, shuffled: bool) -> Self {
        self.shuffled = shuffled;
        self
    }

    /// The share of events, 0 to 1, that a list has twice, with one id.
    pub fn with_doubled(mut self, share: f64) -> Self {
        self.doubled = share;
        self
    }

    /// The share of events, 0 to 1, that never come.
    pub fn with_missing(mut self, share: f64) -> Self {
        self.missing = share;
        self
    }

    /// The share of events, 0 to 1, that are listed this much later than they
    /// were made; their date stays.
    pub fn with_late(mut self, share: f64, by: Duration) -> Self {
        (self.late, self.late_by) = (share, by);
        self
    }

    pub(super) fn shuffles(&self) -> bool {
        self.shuffled
    }

    /// What becomes of the event with this number.
    pub(super) fn fate(&self, number: u64) -> Fate {
        // Each by its own number, so that one more before it changes nothing.
        let mut random = Rng::with_seed(self.seed ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let (missing, late, doubled) = (random.f64(), random.f64(), random.f64());
        Fate {
            missing: missing < self.missing,
            late: (late < self.late).then_some(self.late_by),
            order: random.u64(..),
            again: (doubled < self.doubled).then(|| random.u64(..)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_goes_wrong_by_itself() {
        let fates = (0..1000).map(|number| EventFaults::default().fate(number));
        assert!(fates.into_iter().all(|it| !it.missing && it.late.is_none() && it.again.is_none()));
    }

    #[test]
    fn shares_are_shares_and_the_same_each_time() {
        let faults = EventFaults::seeded(3)
            .with_missing(0.1)
            .with_doubled(0.5)
            .with_late(0.25, Duration::from_secs(9));
        let fates: Vec<Fate> = (0..10_000).map(|number| faults.fate(number)).collect();
        let share = |of: fn(&Fate) -> bool| fates.iter().filter(|fate| of(fate)).count();
        let missing = share(|fate| fate.missing);
        let (late, again) = (share(|fate| fate.late.is_some()), share(|fate| fate.again.is_some()));
        assert!((800..1200).contains(&missing), "{missing}");
        assert!((2200..2800).contains(&late), "{late}");
        assert!((4700..5300).contains(&again), "{again}");
        assert_eq!(fates[77], faults.fate(77));
    }
}
