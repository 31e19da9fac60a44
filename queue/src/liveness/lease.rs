//! What a worker may still do, by its own clocks.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use flatfile_jobs::Timer;
use tokio::sync::watch;

/// What is done for a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Its handler works.
    Working,
    /// Its end is sent.
    Ending,
}

/// A moment, by two clocks: the one that never goes back may stand still while a
/// machine sleeps, and the other one does not.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    pub(crate) instant: Instant,
    pub(crate) date: SystemTime,
}

/// What is known of one's own beat.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Held {
    /// The last that got through was sent then.
    Since(Moment),
    /// It is not on the list any more: somebody struck it off.
    Lost,
}

/// The lease of a worker: for as long after its last beat nobody has its rows.
/// Clones are the same lease.
#[derive(Clone)]
pub(crate) struct Lease {
    held: Arc<watch::Sender<Held>>,
    length: Duration,
    timer: Arc<dyn Timer>,
}

impl Lease {
    /// A lease that begins now.
    pub(crate) fn new(length: Duration, timer: Arc<dyn Timer>) -> Self {
        let now = Moment { instant: timer.now(), date: timer.date() };
        Self { held: Arc::new(watch::Sender::new(Held::Since(now))), length, timer }
    }

    pub(crate) fn now(&self) -> Moment {
        Moment { instant: self.timer.now(), date: self.timer.date() }
    }

    /// A beat got through that was sent at this moment, when nobody could have
    /// seen it stand still for longer.
    pub(crate) fn confirm(&self, sent: Moment) {
        self.held.send_if_modified(|held| {
            let holds = matches!(held, Held::Since(_));
            if holds {
                *held = Held::Since(sent);
            }
            holds
        });
    }

    /// It is over, for good.
    pub(crate) fn lose(&self) {
        self.held.send_replace(Held::Lost);
    }

    /// Whether the next step of a job may be taken; none once it is lost.
    pub(crate) fn allows(&self, phase: Phase) -> Option<bool> {
        match *self.held.borrow() {
            Held::Since(beat) => Some(may(phase, age(beat, self.now()), self.length)),
            Held::Lost => None,
        }
    }

    /// What changes with each beat, and when it is lost.
    pub(crate) fn changes(&self) -> watch::Receiver<Held> {
        self.held.subscribe()
    }

    /// Waits until it is lost.
    pub(crate) async fn lost(&self) {
        // The sender is here, so that it does not end before.
        let _ = self.changes().wait_for(|held| matches!(held, Held::Lost)).await;
    }
}

/// Whether a step may be taken when the last beat is as old as this.
///
/// Nobody takes a row away before its worker's beat has stood still for a whole
/// lease. An end gets half of it to arrive: what is sent cannot be taken back.
pub(super) fn may(phase: Phase, age: Duration, lease: Duration) -> bool {
    match phase {
        Phase::Working => age < lease,
        Phase::Ending => age < lease / 2,
    }
}

/// The longer one, of two clocks. A date that was set back says nothing.
pub(super) fn age(beat: Moment, now: Moment) -> Duration {
    let instant = now.instant.saturating_duration_since(beat.instant);
    instant.max(now.date.duration_since(beat.date).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEASE: Duration = Duration::from_secs(5);

    #[test]
    fn an_end_needs_a_younger_beat_than_a_handler() {
        for (age, working, ending) in
            [(0, true, true), (2_499, true, true), (2_500, true, false), (5_000, false, false)]
        {
            let age = Duration::from_millis(age);
            assert_eq!(may(Phase::Working, age, LEASE), working, "{age:?}");
            assert_eq!(may(Phase::Ending, age, LEASE), ending, "{age:?}");
        }
    }

    #[test]
    fn a_machine_that_slept_is_seen_by_the_date() {
        let beat = Moment { instant: Instant::now(), date: SystemTime::now() };
        let minute = Duration::from_secs(60);
        let slept = Moment { date: beat.date + minute, ..beat };
        assert_eq!(age(beat, slept), minute);
        let set_back = Moment { instant: beat.instant + minute, date: beat.date - minute };
        assert_eq!(age(beat, set_back), minute);
    }

    #[test]
    fn what_is_lost_stays_lost() {
        let lease = Lease::new(LEASE, Arc::new(flatfile_jobs::TokioTimer));
        assert_eq!(lease.allows(Phase::Ending), Some(true));
        lease.lose();
        lease.confirm(lease.now());
        assert_eq!(lease.allows(Phase::Working), None);
    }
}
