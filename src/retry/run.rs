//! Which run of a job it is.
//!
//! An end belongs to one run: the time between a job's start and its end. A
//! job that was retried, or started again, is in another run, which a lost end
//! must not end. The API numbers no runs, so one is told from another by what
//! the job says of itself: its status and its dates.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::api::types::{Job, JobStatus};
use crate::contract::UnknownKind;

/// What a job says of its run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RunSeen {
    status: Option<JobStatus>,
    started_at: Option<DateTime<Utc>>,
    finished_at: Option<DateTime<Utc>>,
    updated_at: Option<DateTime<Utc>>,
    /// No member was set aside: a date that is absent is not there.
    whole: bool,
}

/// Whether an open job is in the run that an end is meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Identity {
    Same,
    Another(Evidence),
    /// The dates do not tell.
    Unsure,
}

/// What shows that it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// It began, or the one before it was over, after the end was called for.
    Later,
    /// It is not the one that was seen.
    NotTheSeen,
    /// The job stands before its start, and something changed it after the end
    /// was called for: a retry, perhaps.
    Changed,
    /// The dates did not tell whether it is the one, and nothing was sent yet.
    Unsure,
}

/// Nanoseconds: since the epoch, or between two moments.
type Nanos = i128;

/// A `Date` header has whole seconds.
const SECOND: Nanos = 1_000_000_000;

/// How far the server's clock is ahead of this side's: between these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Skew {
    least: Nanos,
    most: Nanos,
}

impl Skew {
    /// By the `Date` of a response that was asked for and that came at these
    /// moments of this side's clock.
    pub(crate) fn of(date: SystemTime, asked: SystemTime, came: SystemTime) -> Self {
        let least = nanos(date) - nanos(came.max(asked));
        Self { least, most: nanos(date) + SECOND - nanos(asked.min(came)) }
    }

    /// Whether the clocks may agree, and cannot be more than two seconds apart
    /// if this side's is the one that is ahead.
    fn may_agree(self) -> bool {
        self.most >= 0 && (-2 * SECOND..=0).contains(&self.least)
    }

    /// Whether it is known to two seconds.
    pub(crate) fn is_narrow(self) -> bool {
        self.most - self.least <= 2 * SECOND
    }

    /// What this and a newer one say together. Where they do not fit, a clock
    /// was set since, and the newer one is right.
    pub(crate) fn narrowed(self, newer: Self) -> Self {
        let (least, most) = (self.least.max(newer.least), self.most.min(newer.most));
        if least <= most { Self { least, most } } else { newer }
    }
}

/// When an end was called for, by this side's clock, and what is known of the
/// server's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Called {
    pub(crate) at: SystemTime,
    pub(crate) skew: Option<Skew>,
}

impl Called {
    /// Whether one of the server's dates is after this.
    ///
    /// A `Date` of whole seconds leaves a second in which nothing is sure.
    /// There, where both clocks may agree, this side's is believed when it
    /// says that a run was there already: else no job that ends within a
    /// second of its start could be told. It is not believed when it says that
    /// a run is a later one: that would be a false word where the clocks are
    /// apart by less. Nor is it when the response took so long that the clocks
    /// may be far apart.
    fn is_before(self, date: DateTime<Utc>) -> Identity {
        let ahead = nanos_of(date) - nanos(self.at);
        let later = Identity::Another(Evidence::Later);
        match self.skew {
            None if ahead > 0 => later,
            None => Identity::Same,
            Some(skew) if ahead > skew.most => later,
            Some(skew) if ahead <= skew.least => Identity::Same,
            Some(skew) if ahead <= 0 && skew.may_agree() => Identity::Same,
            Some(_) => Identity::Unsure,
        }
    }
}

fn nanos(at: SystemTime) -> Nanos {
    let whole = |since: Duration| Nanos::try_from(since.as_nanos()).unwrap_or(Nanos::MAX / 4);
    match at.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => whole(since),
        Err(before) => -whole(before.duration()),
    }
}

fn nanos_of(date: DateTime<Utc>) -> Nanos {
    Nanos::from(date.timestamp()) * SECOND + Nanos::from(date.timestamp_subsec_nanos())
}

impl From<&Job> for RunSeen {
    fn from(job: &Job) -> Self {
        Self {
            status: job.status.as_ref().map(JobStatus::canonical),
            started_at: job.started_at,
            finished_at: job.finished_at,
            updated_at: Some(job.updated_at),
            // What is set aside is kept in `extra`: without any, the walk over the
            // whole job, which costs more than a request, has nothing to find.
            whole: job.extra.is_empty()
                || job.unknown().iter().all(|unknown| unknown.kind != UnknownKind::Misfit),
        }
    }
}

impl RunSeen {
    /// With the dates of an earlier sight of the same run, where this one's
    /// could not be read.
    pub(crate) fn or_as(mut self, earlier: Option<&Self>) -> Self {
        if let Some(earlier) = earlier.filter(|_| !self.whole) {
            self.started_at = self.started_at.or(earlier.started_at);
            self.finished_at = self.finished_at.or(earlier.finished_at);
            self.whole = earlier.whole;
        }
        self
    }

    /// Whether an open job, read now, is in the run that was seen before, or
    /// else that went on when the end was called for.
    pub(crate) fn identity(&self, earlier: Option<&Self>, called: Called) -> Identity {
        let seen = earlier.and_then(|earlier| self.since(earlier));
        seen.unwrap_or_else(|| self.since_called(called))
    }

    /// Compares it with an earlier sight; nothing where that does not decide.
    fn since(&self, earlier: &Self) -> Option<Identity> {
        let restarted = earlier.started_at.is_some()
            && self.started_at != earlier.started_at
            && (self.started_at.is_some() || self.whole);
        let ended = self.finished_at.is_some()
            && self.finished_at != earlier.finished_at
            && (earlier.finished_at.is_some() || earlier.whole);
        let back = earlier.is_started() && self.is_before_its_start() && !self.may_be_halted();
        if restarted || ended || back {
            return Some(Identity::Another(Evidence::NotTheSeen));
        }
        let goes_on = self.started_at.is_some() && self.started_at == earlier.started_at;
        let untouched = self.updated_at == earlier.updated_at && self.status == earlier.status;
        (goes_on || untouched).then_some(Identity::Same)
    }

    /// Compares it with the moment when the end was called for. A run that
    /// began later is another one, and so is that of a job which ended since,
    /// or that something changed before its start.
    fn since_called(&self, called: Called) -> Identity {
        let later = [self.started_at, self.finished_at].into_iter().flatten();
        let changed = self.updated_at.filter(|_| self.is_before_its_start());
        let changed = changed.map(|date| match called.is_before(date) {
            Identity::Another(_) => Identity::Another(Evidence::Changed),
            other => other,
        });
        let all = later.map(|date| called.is_before(date)).chain(changed);
        all.max_by_key(|identity| match identity {
            Identity::Same => 0,
            Identity::Unsure => 1,
            Identity::Another(Evidence::Changed) => 2,
            Identity::Another(_) => 3,
        })
        .unwrap_or(Identity::Same)
    }

    /// Whether it shows a job that had begun. Where the status says nothing, the
    /// date of a start does.
    fn is_started(&self) -> bool {
        match &self.status {
            Some(JobStatus::Waiting) => self.started_at.is_some(),
            Some(status) if status.is_known() => *status == JobStatus::Executing,
            _ => self.started_at.is_some(),
        }
    }

    /// Whether it stands before its start. Flatfile says of `waiting` only that the
    /// job is paused or pending, and publishes no table: one that has a start is
    /// taken for paused, in the run that began then.
    fn is_before_its_start(&self) -> bool {
        use JobStatus::{Created, Planning, Ready, Scheduled, Waiting};

        match &self.status {
            Some(Waiting) => self.started_at.is_none(),
            status => matches!(status, Some(Created | Planning | Ready | Scheduled)),
        }
    }

    /// Whether it waits, and the date of its start may be there and could not be
    /// read: that is no proof of another run.
    fn may_be_halted(&self) -> bool {
        self.status == Some(JobStatus::Waiting) && !self.whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_millis(millis)
    }

    fn seen(
        status: JobStatus,
        started: Option<u64>,
        finished: Option<u64>,
        updated: u64,
    ) -> RunSeen {
        let date = |second| DateTime::from(at(second * 1000));
        RunSeen {
            status: Some(status),
            started_at: started.map(date),
            finished_at: finished.map(date),
            updated_at: Some(date(updated)),
            whole: true,
        }
    }

    const SEEN: Identity = Identity::Another(Evidence::NotTheSeen);
    const LATER: Identity = Identity::Another(Evidence::Later);
    const CHANGED: Identity = Identity::Another(Evidence::Changed);

    #[test]
    fn a_clock_that_is_known_well() {
        let narrow = |least, most| Skew { least, most }.is_narrow();
        assert!(narrow(0, 2 * SECOND) && narrow(-3 * SECOND, -SECOND) && narrow(0, 0));
        assert!(!narrow(0, 2 * SECOND + 1) && !narrow(-SECOND, SECOND + 1));
    }

    #[test]
    fn dates_that_could_not_be_read() {
        let called = Called { at: at(20_000), skew: None };
        let begun = seen(JobStatus::Executing, Some(10), None, 10);
        let odd = RunSeen { whole: false, ..seen(JobStatus::Executing, None, None, 50) };
        assert_eq!(odd.identity(Some(&begun), called), Identity::Same);
        let kept = odd.or_as(Some(&begun));
        assert_eq!(kept.started_at, begun.started_at, "it is not forgotten");
        let other = seen(JobStatus::Executing, Some(60), None, 60);
        assert_eq!(other.identity(Some(&kept), called), SEEN);
    }

    #[test]
    fn against_an_earlier_sight() {
        use JobStatus::{Executing, Ready, Waiting};

        let called = Called { at: at(20_000), skew: None };
        let begun = seen(Executing, Some(10), None, 10);
        let ready = seen(Ready, None, None, 5);
        let paused = seen(Waiting, Some(10), None, 40);
        let pending = seen(Waiting, None, None, 5);
        let undated = seen(Executing, None, None, 10);
        for (earlier, now, expected) in [
            (&begun, seen(Executing, Some(10), None, 90), Identity::Same),
            (&begun, seen(Executing, Some(50), None, 50), SEEN),
            (&begun, seen(Executing, None, None, 50), SEEN),
            (&begun, seen(Ready, Some(10), None, 50), SEEN),
            // Paused, perhaps: `waiting` alone says nothing.
            (&begun, seen(Waiting, Some(10), None, 50), Identity::Same),
            (&begun, seen(Waiting, None, None, 50), SEEN),
            (&begun, seen(Waiting, Some(50), None, 50), SEEN),
            (&paused, seen(Executing, Some(10), None, 60), Identity::Same),
            (&paused, seen(Executing, Some(60), None, 60), SEEN),
            (&paused, seen(Ready, Some(10), None, 60), SEEN),
            (&pending, seen(Executing, Some(15), None, 15), Identity::Same),
            (&undated, seen(Waiting, None, None, 15), SEEN),
            (&undated, RunSeen { whole: false, ..seen(Waiting, None, None, 15) }, Identity::Same),
            (&undated, RunSeen { whole: false, ..seen(Waiting, None, None, 25) }, CHANGED),
            (&begun, seen(Executing, Some(10), Some(40), 50), SEEN),
            (&ready, seen(Ready, None, None, 5), Identity::Same),
            (&ready, seen(Executing, Some(15), None, 15), Identity::Same),
            (&ready, seen(Executing, Some(25), None, 25), LATER),
            (&ready, seen(Ready, None, None, 25), CHANGED),
        ] {
            assert_eq!(now.identity(Some(earlier), called), expected, "{now:?}");
        }
        // Nothing is known of a job's status: it had started all the same.
        let odd = |status| RunSeen { status, ..begun.clone() };
        let unread = RunSeen { whole: false, ..seen(Ready, None, None, 50) };
        for earlier in [odd(None), odd(Some(JobStatus::from("archived")))] {
            assert_eq!(unread.identity(Some(&earlier), called), SEEN, "{earlier:?}");
        }
        let again = seen(Executing, Some(60), Some(40), 60);
        assert_eq!(again.identity(Some(&again), called), Identity::Same, "it was seen so");
    }

    #[test]
    fn against_the_call() {
        use JobStatus::{Executing, Ready};

        let called = Called { at: at(100_000), skew: None };
        for (now, expected) in [
            (seen(Executing, Some(100), None, 500), Identity::Same),
            (seen(Executing, Some(101), None, 500), LATER),
            (seen(Executing, Some(50), Some(120), 500), LATER),
            (seen(Executing, None, None, 500), Identity::Same),
            (seen(Ready, None, None, 100), Identity::Same),
            (seen(Ready, None, None, 120), CHANGED),
            (seen(Ready, Some(50), None, 120), CHANGED),
            (seen(Ready, Some(110), None, 120), LATER),
            (seen(JobStatus::Waiting, None, None, 120), CHANGED),
            (seen(JobStatus::Waiting, Some(50), None, 120), Identity::Same),
            (seen(JobStatus::Waiting, Some(110), None, 120), LATER),
        ] {
            assert_eq!(now.identity(None, called), expected, "{now:?}");
        }
    }

    #[test]
    fn by_the_servers_clock() {
        let is_before = |skew: Option<Skew>, started: u64| {
            let called = Called { at: at(100_000), skew };
            called.is_before(DateTime::from(at(started)))
        };
        // It came at 110.4 of this side's clock, and says so many seconds.
        let says = |date| Some(Skew::of(at(date), at(110_300), at(110_400)));
        // The clocks may agree: the server's is ahead by -0.4 to 0.7 seconds.
        for (started, expected) in [
            (99_000, Identity::Same),
            (99_600, Identity::Same),
            (100_000, Identity::Same),
            (100_001, Identity::Unsure),
            (100_700, Identity::Unsure),
            (100_701, LATER),
        ] {
            assert_eq!(is_before(says(110_000), started), expected, "{started}");
        }
        // Ten minutes ahead, and ten behind.
        for (started, expected) in [
            (699_600, Identity::Same),
            (699_601, Identity::Unsure),
            (700_700, Identity::Unsure),
            (700_701, LATER),
        ] {
            assert_eq!(is_before(says(710_000), started), expected, "{started}");
        }
        let behind = Some(Skew::of(at(20_000), at(110_300), at(110_400)));
        assert_eq!(is_before(behind, 9_600), Identity::Same);
        assert_eq!(is_before(behind, 10_000), Identity::Unsure);
        assert_eq!(is_before(behind, 10_701), LATER);
        let slow = Some(Skew::of(at(100_000), at(100_000), at(103_000)));
        assert_eq!(is_before(slow, 99_000), Identity::Unsure, "it took three seconds");
        assert_eq!(is_before(None, 100_001), LATER, "without a date this side's clock counts");
    }

    #[test]
    fn each_date_narrows_it() {
        let wide = Skew::of(at(10_000), at(10_900), at(10_900));
        let narrow = wide.narrowed(Skew::of(at(12_000), at(12_100), at(12_100)));
        assert_eq!(narrow, Skew { least: -100_000_000, most: 100_000_000 });
        let set_since = Skew::of(at(99_000), at(13_000), at(13_000));
        assert_eq!(narrow.narrowed(set_since), set_since);
    }

    #[test]
    fn odd_clocks() {
        let far = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(1 << 60)).unwrap();
        let skew = Skew::of(SystemTime::UNIX_EPOCH, far, at(0));
        let called = Called { at: far, skew: Some(skew) };
        assert_eq!(called.is_before(DateTime::<Utc>::MIN_UTC), Identity::Same);
        assert_eq!(called.is_before(DateTime::<Utc>::MAX_UTC), Identity::Unsure);
    }
}
