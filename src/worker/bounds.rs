//! When a worker stops by itself: a decision without I/O.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};

/// Since when a job is ready, where that is known.
type Since = Option<DateTime<Utc>>;

/// How many jobs a worker begins, and whether it stops when nothing is ready.
#[derive(Debug, Default)]
pub(super) struct Bounds {
    max_jobs: Option<u64>,
    stop_when_idle: bool,
    /// Jobs in hand whose handler is not called yet.
    beginning: HashSet<String>,
    /// Jobs that were in hand and not begun, with the date of what told of them:
    /// they are ready still, it may be for ever, and nobody can wait for that.
    tried: HashMap<String, Since>,
    /// Jobs that wait or are in hand and are to be run: the list has them, or they
    /// were read and judged. What events name may be none of ours.
    wanted: HashSet<String>,
    /// How often there was one more of them.
    met: u64,
    /// The same when a sweep began that began with none of them.
    quiet_at: Option<u64>,
    is_idle: bool,
}

impl Bounds {
    pub(super) fn new(max_jobs: Option<u64>, stop_when_idle: bool) -> Self {
        Self { max_jobs, stop_when_idle, ..Self::default() }
    }

    /// Whether one more job may be begun after so many. Of those that are about
    /// to be, each may be one.
    pub(super) fn may_begin(&self, begun: u64) -> bool {
        self.max_jobs.is_none_or(|most| begun + (self.beginning.len() as u64) < most)
    }

    /// Whether a job is not tried again: it was, and nothing says that it got
    /// ready once more since.
    pub(super) fn was_tried(&self, job: &str, since: Since) -> bool {
        self.tried.get(job).is_some_and(|tried| since <= *tried)
    }

    /// A job that waits or is in hand is to be run.
    pub(super) fn wanted(&mut self, job: &str) {
        if self.wanted.insert(job.to_owned()) {
            self.met += 1;
            // It may have come after the sweep that found nothing.
            self.is_idle = false;
        }
    }

    /// Whether no job waits or is in hand that is to be run.
    pub(super) fn is_quiet(&self) -> bool {
        self.wanted.is_empty()
    }

    pub(super) fn taken(&mut self, job: &str) {
        self.beginning.insert(job.to_owned());
    }

    pub(super) fn begun(&mut self, job: &str) {
        self.beginning.remove(job);
    }

    /// A job could not be begun.
    pub(super) fn not_begun(&mut self, job: &str, since: Since) {
        if self.stop_when_idle {
            let tried = self.tried.entry(job.to_owned()).or_default();
            *tried = since.max(*tried);
        }
    }

    /// A job is in hand no more, whether it was begun or not. One that the list
    /// has and that was passed over would be so again.
    pub(super) fn over(&mut self, job: &str, since: Since, listed: bool) {
        self.wanted.remove(job);
        if self.beginning.remove(job) && listed {
            self.not_begun(job, since);
        }
    }

    pub(super) fn sweep_begins(&mut self) {
        self.quiet_at = self.is_quiet().then_some(self.met);
    }

    /// A sweep has gone through the whole list. What gets ready while jobs run is
    /// for one that begins after them.
    pub(super) fn sweep_ended(&mut self) {
        self.is_idle = self.is_quiet() && self.quiet_at == Some(self.met);
    }

    /// Whether the worker is to stop, after so many jobs were begun.
    pub(super) fn is_done(&self, begun: u64) -> bool {
        (self.stop_when_idle && self.is_idle) || self.max_jobs.is_some_and(|most| begun >= most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_and_those_that_are_not_begun_do_not_count() {
        let mut bounds = Bounds::new(Some(2), false);
        bounds.taken("a");
        bounds.taken("b");
        assert!(!bounds.may_begin(0), "both may be begun");
        bounds.over("a", None, true);
        assert!(bounds.may_begin(0) && !bounds.was_tried("a", None));
        bounds.begun("b");
        assert!(bounds.may_begin(1) && !bounds.is_done(1));
        assert!(!bounds.may_begin(2) && bounds.is_done(2));
        assert!(Bounds::new(Some(0), false).is_done(0), "none at all");
    }

    #[test]
    fn idle_is_after_a_whole_sweep_with_nothing_in_hand() {
        let done = |before: &[&str], while_it: fn(&mut Bounds)| {
            let mut bounds = Bounds::new(None, true);
            before.iter().for_each(|job| bounds.wanted(job));
            bounds.sweep_begins();
            assert!(!bounds.is_done(9), "it goes on");
            while_it(&mut bounds);
            bounds.sweep_ended();
            bounds.is_done(9)
        };
        assert!(done(&[], |_| {}));
        assert!(done(&[], |it| it.taken("a")), "an event names it, and it is not judged");
        assert!(!done(&["a"], |it| it.over("a", None, true)), "what ran may have made a job");
        assert!(!done(&[], |it| it.wanted("a")));
        let is_over = |it: &mut Bounds| {
            it.wanted("a");
            it.over("a", None, true);
        };
        assert!(!done(&[], is_over), "it was found, and is over already");
        let mut bounds = Bounds::new(None, true);
        bounds.sweep_begins();
        bounds.sweep_ended();
        bounds.wanted("a");
        assert!(!bounds.is_done(0), "one came after it, before the worker could stop");
        let mut bounds = Bounds::new(None, false);
        bounds.sweep_begins();
        bounds.sweep_ended();
        assert!(!bounds.is_done(0), "unless it is to");
    }

    #[test]
    fn what_cannot_be_begun_is_tried_once() {
        let mut bounds = Bounds::new(None, true);
        ["a", "b", "c", "d"].iter().for_each(|job| bounds.taken(job));
        bounds.begun("b");
        bounds.not_begun("d", None);
        assert!(bounds.was_tried("d", None));
        bounds.over("a", None, true);
        bounds.over("b", None, true);
        bounds.over("c", None, false);
        assert!(bounds.was_tried("a", None) && !bounds.was_tried("c", None));
        assert!(!bounds.was_tried("b", None), "it may be ready again");
    }

    #[test]
    fn what_got_ready_once_more_is_tried_once_more() {
        let at = |seconds| DateTime::from_timestamp(seconds, 0);
        let mut bounds = Bounds::new(None, true);
        bounds.not_begun("a", at(5));
        bounds.not_begun("a", at(4));
        assert!(bounds.was_tried("a", at(4)) && bounds.was_tried("a", at(5)));
        assert!(bounds.was_tried("a", None), "nothing says it");
        assert!(!bounds.was_tried("a", at(6)));
    }
}
