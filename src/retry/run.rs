//! Which run of a job it is.
//!
//! An end belongs to one run: the time between a job's start and its end. A
//! job that was retried, or started again, is in another run, which a lost end
//! must not end. The API numbers no runs, so one is told from another by what
//! the job says of itself: its status and its dates.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};

use crate::api::types::{Job, JobStatus};

/// What a job says of its run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RunSeen {
    status: Option<JobStatus>,
    started_at: Option<DateTime<Utc>>,
    finished_at: Option<DateTime<Utc>>,
    updated_at: Option<DateTime<Utc>>,
}

/// Whether an open job is in the run that an end is meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Identity {
    Same,
    Another,
    /// The dates do not tell.
    Unsure,
}

/// When an end was sent first, by the server's clock: between these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) earliest: SystemTime,
    pub(crate) latest: SystemTime,
}

/// A `Date` header has whole seconds.
const SECOND: Duration = Duration::from_secs(1);

impl Sent {
    /// `at` and `now` are by this side's clock; `date` is what the server
    /// says that it is now.
    ///
    /// Where both clocks agree, as far as whole seconds can show, this side's
    /// is believed: it is finer. Else the difference is taken off.
    pub(crate) fn by_server(at: SystemTime, now: SystemTime, date: Option<SystemTime>) -> Self {
        let Some(date) = date.filter(|date| !agree(*date, now)) else {
            return Self { earliest: at, latest: at };
        };
        let ago = now.duration_since(at).unwrap_or_default();
        let earliest = date.checked_sub(ago).unwrap_or(SystemTime::UNIX_EPOCH);
        Self { earliest, latest: earliest.checked_add(SECOND).unwrap_or(earliest) }
    }
}

/// Whether a server that says `date` may have the same time as `now`; one
/// second more for the way.
fn agree(date: SystemTime, now: SystemTime) -> bool {
    let behind = now.duration_since(date).unwrap_or_default();
    let ahead = date.duration_since(now).unwrap_or_default();
    ahead <= SECOND && behind <= 2 * SECOND
}

impl From<&Job> for RunSeen {
    fn from(job: &Job) -> Self {
        Self {
            status: job.status.as_ref().map(JobStatus::canonical),
            started_at: job.started_at,
            finished_at: job.finished_at,
            updated_at: Some(job.updated_at),
        }
    }
}

impl RunSeen {
    /// Compares an open job, read now, with an earlier sight of it.
    pub(crate) fn since(&self, earlier: &Self) -> Identity {
        let restarted = earlier.started_at.is_some() && self.started_at != earlier.started_at;
        let ended = self.finished_at.is_some() && self.finished_at != earlier.finished_at;
        let back = earlier.is_started() && self.is_before_its_start();
        match restarted || ended || back {
            true => Identity::Another,
            false => Identity::Same,
        }
    }

    /// Compares an open job, read now, with the moment when its end was first
    /// sent. A run that began later is another one, and so is a job that ended
    /// since, or that something put back before its start.
    pub(crate) fn since_sending(&self, sent: Sent) -> Identity {
        let changed = self.updated_at.filter(|_| self.is_before_its_start());
        [self.started_at, self.finished_at, changed]
            .into_iter()
            .flatten()
            .map(|date| {
                let date = SystemTime::from(date);
                match (date > sent.latest, date > sent.earliest) {
                    (true, _) => Identity::Another,
                    (false, true) => Identity::Unsure,
                    (false, false) => Identity::Same,
                }
            })
            .max_by_key(|identity| match identity {
                Identity::Same => 0,
                Identity::Unsure => 1,
                Identity::Another => 2,
            })
            .unwrap_or(Identity::Same)
    }

    fn is_started(&self) -> bool {
        self.status == Some(JobStatus::Executing)
    }

    fn is_before_its_start(&self) -> bool {
        use JobStatus::{Created, Planning, Ready, Scheduled, Waiting};

        matches!(self.status, Some(Created | Planning | Ready | Scheduled | Waiting))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(second)
    }

    fn seen(
        status: JobStatus,
        started: Option<u64>,
        finished: Option<u64>,
        updated: u64,
    ) -> RunSeen {
        let date = |second| DateTime::from(at(second));
        RunSeen {
            status: Some(status),
            started_at: started.map(date),
            finished_at: finished.map(date),
            updated_at: Some(date(updated)),
        }
    }

    #[test]
    fn against_an_earlier_sight() {
        use JobStatus::{Executing, Ready, Waiting};

        let begun = seen(Executing, Some(10), None, 10);
        for (now, expected) in [
            (seen(Executing, Some(10), None, 90), Identity::Same),
            (seen(Executing, Some(50), None, 50), Identity::Another),
            (seen(Executing, None, None, 50), Identity::Another),
            (seen(Ready, Some(10), None, 50), Identity::Another),
            (seen(Waiting, Some(10), None, 50), Identity::Another),
            (seen(Executing, Some(10), Some(40), 50), Identity::Another),
        ] {
            assert_eq!(now.since(&begun), expected, "{now:?}");
        }
        let ready = seen(Ready, None, None, 5);
        assert_eq!(begun.since(&ready), Identity::Same, "it was begun meanwhile");
        let again = seen(Executing, Some(60), Some(40), 60);
        assert_eq!(again.since(&again.clone()), Identity::Same);
    }

    #[test]
    fn against_the_sending() {
        use JobStatus::{Executing, Ready};

        let sent = Sent { earliest: at(100), latest: at(101) };
        for (now, expected) in [
            (seen(Executing, Some(99), None, 500), Identity::Same),
            (seen(Executing, Some(100), None, 500), Identity::Same),
            (seen(Executing, Some(101), None, 500), Identity::Unsure),
            (seen(Executing, Some(102), None, 500), Identity::Another),
            (seen(Executing, Some(50), Some(120), 500), Identity::Another),
            (seen(Executing, None, None, 500), Identity::Same),
            (seen(Ready, None, None, 99), Identity::Same),
            (seen(Ready, None, None, 120), Identity::Another),
            (seen(Ready, Some(50), None, 120), Identity::Another),
        ] {
            assert_eq!(now.since_sending(sent), expected, "{now:?}");
        }
    }

    #[test]
    fn the_servers_clock() {
        let exact = Sent { earliest: at(1000), latest: at(1000) };
        assert_eq!(Sent::by_server(at(1000), at(1010), None), exact);
        for date in [1008, 1009, 1010, 1011] {
            assert_eq!(Sent::by_server(at(1000), at(1010), Some(at(date))), exact, "{date}");
        }
        let ahead = Sent { earliest: at(1590), latest: at(1591) };
        assert_eq!(Sent::by_server(at(1000), at(1010), Some(at(1600))), ahead);
        let behind = Sent { earliest: at(390), latest: at(391) };
        assert_eq!(Sent::by_server(at(1000), at(1010), Some(at(400))), behind);
        let backwards = Sent::by_server(at(1000), at(10), Some(at(5)));
        assert_eq!(backwards.earliest, at(5), "this side's clock was set back");
    }
}
