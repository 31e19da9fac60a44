//! When a worker stops by itself: a decision without I/O.

use std::collections::HashSet;

/// How many jobs a worker begins, and whether it stops when nothing is ready.
#[derive(Debug, Default)]
pub(super) struct Bounds {
    at_most: Option<u64>,
    stop_when_idle: bool,
    /// Jobs in hand whose handler is not called yet.
    beginning: HashSet<String>,
    /// Jobs that were in hand and not begun: they are ready still, it may be for
    /// ever, and nobody can wait for that.
    tried: HashSet<String>,
    /// How many jobs were found when a sweep began that began with nothing in hand.
    quiet_at: Option<u64>,
    is_idle: bool,
}

impl Bounds {
    pub(super) fn new(at_most: Option<u64>, stop_when_idle: bool) -> Self {
        Self { at_most, stop_when_idle, ..Self::default() }
    }

    /// Whether one more job may be begun after so many. Of those that are about
    /// to be, each may be one.
    pub(super) fn may_begin(&self, begun: u64) -> bool {
        self.at_most.is_none_or(|most| begun + (self.beginning.len() as u64) < most)
    }

    /// Whether a job is not tried again.
    pub(super) fn was_tried(&self, job: &str) -> bool {
        self.tried.contains(job)
    }

    pub(super) fn taken(&mut self, job: &str) {
        self.beginning.insert(job.to_owned());
    }

    pub(super) fn begun(&mut self, job: &str) {
        self.beginning.remove(job);
    }

    /// A job could not be begun.
    pub(super) fn not_begun(&mut self, job: &str) {
        if self.stop_when_idle {
            self.tried.insert(job.to_owned());
        }
    }

    /// A job is in hand no more, whether it was begun or not. One that the list
    /// has and that was passed over would be so again.
    pub(super) fn over(&mut self, job: &str, listed: bool) {
        if self.beginning.remove(job) && listed {
            self.not_begun(job);
        }
    }

    /// A sweep begins, after so many jobs were found.
    pub(super) fn sweep_begins(&mut self, quiet: bool, found: u64) {
        self.quiet_at = quiet.then_some(found);
    }

    /// A sweep has gone through the whole list. What gets ready while jobs run is
    /// for one that begins after them.
    pub(super) fn sweep_ended(&mut self, quiet: bool, found: u64) {
        self.is_idle = quiet && self.quiet_at == Some(found);
    }

    /// Whether the worker is to stop, after so many jobs were begun.
    pub(super) fn is_done(&self, begun: u64) -> bool {
        (self.stop_when_idle && self.is_idle) || self.at_most.is_some_and(|most| begun >= most)
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
        bounds.over("a", true);
        assert!(bounds.may_begin(0) && !bounds.was_tried("a"));
        bounds.begun("b");
        assert!(bounds.may_begin(1) && !bounds.is_done(1));
        assert!(!bounds.may_begin(2) && bounds.is_done(2));
        assert!(Bounds::new(Some(0), false).is_done(0), "none at all");
    }

    #[test]
    fn idle_is_after_a_whole_sweep_with_nothing_in_hand() {
        let done = |begin: (bool, u64), end: (bool, u64)| {
            let mut bounds = Bounds::new(None, true);
            bounds.sweep_begins(begin.0, begin.1);
            assert!(!bounds.is_done(9), "it goes on");
            bounds.sweep_ended(end.0, end.1);
            bounds.is_done(9)
        };
        assert!(done((true, 3), (true, 3)));
        assert!(!done((false, 3), (true, 3)), "what ran may have made a job");
        assert!(!done((true, 3), (true, 4)), "it was found, and is over already");
        assert!(!done((true, 3), (false, 4)));
        let mut bounds = Bounds::new(None, false);
        bounds.sweep_begins(true, 0);
        bounds.sweep_ended(true, 0);
        assert!(!bounds.is_done(0), "unless it is to");
    }

    #[test]
    fn what_cannot_be_begun_is_tried_once() {
        let mut bounds = Bounds::new(None, true);
        ["a", "b", "c", "d"].iter().for_each(|job| bounds.taken(job));
        bounds.begun("b");
        bounds.not_begun("d");
        assert!(bounds.was_tried("d"));
        bounds.over("a", true);
        bounds.over("b", true);
        bounds.over("c", false);
        assert!(bounds.was_tried("a") && !bounds.was_tried("c"));
        assert!(!bounds.was_tried("b"), "it may be ready again");
    }
}
