//! What a worker knows: a value that sources, jobs and the loop change in turn.

use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, Utc};

use super::bounds::Bounds;
use super::counts::Counts;
use super::held::Held;
use super::known::Known;
use super::queue::{Candidate, Queue};
use super::report::Unfinished;

/// How many jobs wait for their turn; a source that brings more waits itself. It
/// takes a few hundred bytes each, and some seconds of work for most workers.
const MOST_WAITING: usize = 1_000;

/// How many jobs are named in the report.
const MOST_NAMED: usize = 1_000;

/// What became of a candidate that was offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offered {
    Taken,
    /// It waits or runs, or what was offered is over.
    Known,
    Full,
    Stopped,
}

/// Where in its life a worker is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    #[default]
    New,
    Starting,
    Running,
    /// Nothing new is begun.
    Draining,
    /// What runs is told to stop.
    Stopping,
    /// What runs has no time left.
    Halted,
    Stopped,
}

/// What a worker knows.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) stage: Stage,
    pub(super) counts: Counts,
    pub(super) queue: Queue,
    known: Known,
    held: Held,
    pub(super) running: usize,
    pub(super) bounds: Bounds,
    /// Whether there is a sweep, which finds again what was not begun.
    pub(super) sweeps: bool,
    /// Whether it asks Flatfile for jobs at all: one that is only fed does not.
    pub(super) asks: bool,
    pub(super) unfinished: Vec<Unfinished>,
    /// When a source was asked with success last.
    pub(super) last_success: Option<Instant>,
    /// How often sources failed since.
    pub(super) failures: u32,
}

/// What became of one job.
#[derive(Debug)]
pub(super) struct Done {
    /// When the job was changed last, where it was read.
    pub(super) changed: Option<DateTime<Utc>>,
    pub(super) unfinished: Option<Unfinished>,
}

impl State {
    /// Takes a job up, unless it is known.
    pub(super) fn offer(&mut self, candidate: Candidate) -> Offered {
        let event = candidate.event.as_deref();
        if self.stage >= Stage::Draining {
            return Offered::Stopped;
        }
        if self.bounds.was_tried(&candidate.job, candidate.since)
            || self.known.has_met(event)
            || self.known.is_over(&candidate.job, candidate.since)
        {
            return Offered::Known;
        }
        if self.known.is_taken(&candidate.job) {
            if candidate.listed {
                self.bounds.wanted(&candidate.job);
            }
            return Offered::Known;
        }
        if self.is_full() {
            return Offered::Full;
        }
        // Only where its job is taken up: an event that comes while its job is in
        // hand may tell of another run, and is judged again when it comes again.
        self.known.meet(event);
        self.counts.found += 1;
        self.known.take(&candidate.job);
        if candidate.listed {
            self.bounds.wanted(&candidate.job);
        }
        self.queue.push(candidate);
        Offered::Taken
    }

    /// The job whose turn it is, if there may be one more.
    pub(super) fn next(&mut self, concurrency: usize) -> Option<Candidate> {
        let may_begin = self.bounds.may_begin(self.counts.begun);
        if self.running >= concurrency || self.stage >= Stage::Draining || !may_begin {
            return None;
        }
        let next = loop {
            let next = self.queue.pop()?;
            let space = Arc::clone(&next.space);
            match self.held.pass(next) {
                Some(next) => break next,
                None => self.queue.done(&space),
            }
        };
        self.running += 1;
        self.bounds.taken(&next.job);
        Some(next)
    }

    /// The outbox has an end for a job.
    #[cfg(feature = "outbox")]
    pub(super) fn hold(&mut self, job: &str) {
        self.held.hold(job);
    }

    /// That end was tried, whatever came of it.
    #[cfg(feature = "outbox")]
    pub(super) fn release(&mut self, job: &str) {
        if let Some(candidate) = self.held.release(job) {
            self.queue.push(candidate);
        }
    }

    /// How many jobs wait for their turn.
    pub(super) fn waiting(&self) -> usize {
        self.queue.len() + self.held.waiting()
    }

    /// Since when the one of them is ready that is so for the longest.
    pub(super) fn oldest(&self) -> Option<DateTime<Utc>> {
        self.queue.oldest().into_iter().chain(self.held.oldest()).min()
    }

    /// Whether an end that was left in the outbox was not tried yet.
    pub(super) fn holds(&self) -> bool {
        !self.held.is_empty()
    }

    /// The handler of a job is called.
    pub(super) fn begins(&mut self, job: &str) {
        self.counts.begun += 1;
        self.bounds.begun(job);
    }

    /// The list of jobs is gone through.
    pub(super) fn sweep_begins(&mut self) {
        self.bounds.sweep_begins();
    }

    /// It was, to its end.
    pub(super) fn sweep_ended(&mut self) {
        self.bounds.sweep_ended();
    }

    /// Whether the worker is to stop by itself: not before each end that was left
    /// in the outbox was tried.
    pub(super) fn is_done(&self) -> bool {
        self.held.is_empty() && self.bounds.is_done(self.counts.begun)
    }

    /// A job was not begun. Without a sweep what told of it counts as not met, so
    /// that it can be brought again; with one it would be so in each round.
    pub(super) fn not_begun(&mut self, candidate: &Candidate) {
        self.counts.not_begun += 1;
        self.bounds.not_begun(&candidate.job, candidate.since);
        if !self.sweeps {
            self.known.forget(candidate.event.as_deref());
        }
    }

    /// A job that was begun is over.
    pub(super) fn done(&mut self, candidate: &Candidate, done: Done) {
        self.running = self.running.saturating_sub(1);
        self.bounds.over(&candidate.job, candidate.since, candidate.listed);
        self.queue.done(&candidate.space);
        self.known.give_up(&candidate.job, done.changed);
        if self.unfinished.len() < MOST_NAMED {
            self.unfinished.extend(done.unfinished);
        }
    }

    /// Whether no more jobs may wait.
    pub(super) fn is_full(&self) -> bool {
        self.queue.len() >= MOST_WAITING
    }

    pub(super) fn succeeded(&mut self, now: Instant) {
        (self.last_success, self.failures) = (Some(now), 0);
    }

    pub(super) fn failed(&mut self) {
        self.counts.source_failures += 1;
        self.failures = self.failures.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(job: &str) -> Candidate {
        let (job, space) = (job.to_owned(), "".into());
        Candidate { job, space, since: None, handler: None, event: None, listed: false }
    }

    fn told_by(event: &str, job: &str) -> Candidate {
        Candidate { event: Some(event.into()), ..candidate(job) }
    }

    #[test]
    fn a_job_is_taken_once_while_it_waits_or_runs() {
        let mut state = State::default();
        assert_eq!(state.offer(told_by("e1", "a")), Offered::Taken);
        assert_eq!(state.offer(told_by("e2", "a")), Offered::Known);
        let next = state.next(1).unwrap();
        assert_eq!(state.offer(candidate("a")), Offered::Known);
        state.done(&next, Done { changed: None, unfinished: None });
        assert_eq!(state.offer(told_by("e1", "a")), Offered::Known, "that event is over");
        assert_eq!(state.offer(told_by("e3", "a")), Offered::Taken, "it may be ready again");
        assert_eq!(state.counts.found, 2);
    }

    #[test]
    fn what_was_not_begun_can_be_brought_again() {
        let mut state = State::default();
        assert_eq!(state.offer(told_by("e1", "a")), Offered::Taken);
        let next = state.next(1).unwrap();
        state.not_begun(&next);
        state.done(&next, Done { changed: None, unfinished: None });
        assert_eq!(state.offer(told_by("e1", "a")), Offered::Taken, "by the same event");
    }

    #[test]
    fn what_was_not_begun_is_left_to_the_sweep_where_there_is_one() {
        let mut state = State { sweeps: true, ..State::default() };
        assert_eq!(state.offer(told_by("e1", "a")), Offered::Taken);
        let next = state.next(1).unwrap();
        state.not_begun(&next);
        state.done(&next, Done { changed: None, unfinished: None });
        assert_eq!(state.offer(told_by("e1", "a")), Offered::Known, "the event comes again");
        let listed = Candidate { listed: true, ..candidate("a") };
        assert_eq!(state.offer(listed), Offered::Taken);
    }

    #[test]
    fn there_is_a_limit_to_what_runs_and_what_waits() {
        let mut state = State::default();
        for number in 0..MOST_WAITING {
            assert_eq!(state.offer(candidate(&number.to_string())), Offered::Taken);
        }
        assert_eq!(state.offer(told_by("e", "x")), Offered::Full);
        assert!(state.next(2).is_some() && state.next(2).is_some() && state.next(2).is_none());
        assert_eq!(state.offer(told_by("e", "x")), Offered::Taken, "it comes again");
    }

    #[test]
    fn nothing_is_begun_when_it_stops() {
        let mut state = State::default();
        state.offer(candidate("a"));
        state.stage = Stage::Stopping;
        assert!(state.next(8).is_none());
        assert_eq!(state.offer(candidate("b")), Offered::Stopped);
    }
}
