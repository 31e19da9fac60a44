//! What was last seen of a job, and whether that is still the run that began.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use super::canceled::CancelReason;
use crate::api;
use crate::api::types::Job;
use crate::error::Error;
use crate::retry::RunSeen;
use crate::retry::run::{Called, Identity};
use crate::retry::wait;

/// The job of a run: as it began, and as it was seen last in that run.
#[derive(Clone, Debug)]
pub(super) struct Sight {
    /// What another look is compared with, and what an end is meant for.
    pub(super) begun: Arc<Job>,
    pub(super) latest: Arc<Job>,
    /// Why the run does not go on, once that was seen. It stays so, whatever is
    /// seen later.
    pub(super) over: Option<CancelReason>,
    /// When what showed it open was asked.
    at: Option<Instant>,
}

impl Sight {
    pub(super) fn new(job: Job, at: Instant) -> Self {
        let at = is_told(&job).then_some(at);
        let job = Arc::new(job);
        Self { begun: Arc::clone(&job), latest: job, over: None, at }
    }

    /// Takes another look into account. A job that has ended, or is in another
    /// run, is not taken over: why is said instead.
    pub(super) fn update(&mut self, job: Job, at: Instant) -> Option<CancelReason> {
        if self.over.is_none() {
            self.over = self.compare(&job);
        }
        if self.over.is_none() {
            self.latest = Arc::new(job);
            if self.begun.started_at.is_none() && self.latest.started_at.is_some() {
                self.begun = Arc::clone(&self.latest);
            }
            if is_told(&self.latest) {
                self.at = self.at.max(Some(at));
            }
        }
        self.over.clone()
    }

    /// Takes a look into account whose job could not be read as a whole: its id
    /// and its status may stand there all the same.
    pub(super) fn glance(&mut self, error: &Error) -> Option<CancelReason> {
        let seen = api::glance(error.body()).filter(|_| error.is_contract_mismatch());
        let status = seen.filter(|seen| self.begun.id == *seen.id)?.status?;
        if self.over.is_none() && status.is_end() {
            self.over = Some(CancelReason::Ended(status.canonical()));
        }
        self.over.clone()
    }

    /// Whether another look at the job shows that this run does not go on.
    fn compare(&self, job: &Job) -> Option<CancelReason> {
        if let Some(status) = job.status.as_ref().filter(|status| status.is_end()) {
            return Some(CancelReason::Ended(status.canonical()));
        }
        let seen = RunSeen::from(&*self.begun);
        match RunSeen::from(job).identity(Some(&seen), never()) {
            Identity::Another(_) => Some(CancelReason::AnotherRun),
            Identity::Same | Identity::Unsure => None,
        }
    }

    /// Whether it need not be looked at again before something is sent that
    /// must not meet another run.
    pub(super) fn is_fresh(&self, now: Instant) -> bool {
        self.at.is_some_and(|at| wait::is_fresh(now.saturating_duration_since(at), Duration::ZERO))
    }
}

/// Whether a job says its status. One that nobody knows may be an end.
fn is_told(job: &Job) -> bool {
    job.status.as_ref().is_some_and(|status| status.canonical().is_known())
}

/// No date counts as later than this: what the clocks say is not asked, only
/// whether the job is the one that was seen.
fn never() -> Called {
    const CENTURIES: Duration = Duration::from_secs(400 * 366 * 24 * 60 * 60);
    Called { at: SystemTime::UNIX_EPOCH + CENTURIES, skew: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::types::JobStatus;

    fn job(status: &str, started: Option<&str>) -> Job {
        let text = serde_json::json!({
            "id": "us_jb_1", "type": "workbook", "operation": "map", "source": "us_wb_1",
            "createdAt": "2025-01-01T00:00:00Z", "updatedAt": "2025-01-01T00:00:00Z",
            "status": status, "startedAt": started,
        });
        crate::api::read(text.to_string().as_bytes()).unwrap()
    }

    const START: Option<&str> = Some("2025-01-01T00:00:01Z");
    const LATER: Option<&str> = Some("2099-01-01T00:00:02Z");

    #[test]
    fn whether_the_run_goes_on() {
        let sight = Sight::new(job("executing", START), Instant::now());
        for (status, started, expected) in [
            ("executing", START, None),
            ("executing", Some(""), None),
            ("archived", START, None),
            ("executing", LATER, Some(CancelReason::AnotherRun)),
            ("executing", None, Some(CancelReason::AnotherRun)),
            ("ready", None, Some(CancelReason::AnotherRun)),
            ("ready", START, Some(CancelReason::AnotherRun)),
            ("waiting", START, None),
            ("waiting", Some(""), None),
            ("waiting", None, Some(CancelReason::AnotherRun)),
            ("waiting", LATER, Some(CancelReason::AnotherRun)),
            ("canceled", START, Some(CancelReason::Ended(JobStatus::Canceled))),
            ("cancelled", None, Some(CancelReason::Ended(JobStatus::Canceled))),
            ("complete", LATER, Some(CancelReason::Ended(JobStatus::Complete))),
        ] {
            assert_eq!(sight.compare(&job(status, started)), expected, "{status} {started:?}");
        }
    }

    #[test]
    fn a_start_that_was_never_seen_is_no_other_run() {
        let sight = Sight::new(job("executing", Some("")), Instant::now());
        assert_eq!(sight.compare(&job("executing", LATER)), None, "whatever the clocks say");
    }

    #[test]
    fn a_start_that_cannot_be_read_is_kept() {
        let now = Instant::now();
        let mut sight = Sight::new(job("executing", START), now);
        assert_eq!(sight.update(job("executing", Some("")), now), None);
        assert_eq!(
            sight.update(job("executing", LATER), now),
            Some(CancelReason::AnotherRun),
            "it is not forgotten"
        );
    }

    #[test]
    fn a_sight_is_fresh_for_a_second() {
        let now = Instant::now();
        let sight = Sight::new(job("executing", START), now);
        assert!(sight.is_fresh(now + Duration::from_secs(1)));
        assert!(!sight.is_fresh(now + Duration::from_millis(1_001)));
        let odd = Sight::new(job("archived", START), now);
        assert!(!odd.is_fresh(now), "it may have ended");
    }
}
