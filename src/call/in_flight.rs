//! Which jobs have an end under way.
//!
//! What an acknowledgement does to a job that has ended is not documented: it
//! may set it executing again. So a call that may reopen a job is not sent,
//! for the first time or again, once an end of the same job was begun, by
//! whichever clone of the client. An end counts for the calls that began
//! before it was over.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The jobs with such calls under way; one without is not kept.
#[derive(Debug, Default)]
pub(crate) struct InFlight(Mutex<HashMap<Arc<str>, Entry>>);

#[derive(Debug, Default)]
struct Entry {
    calls: usize,
    ends_begun: u64,
    ends_over: u64,
}

/// A call about a job, for as long as it lasts.
#[derive(Debug)]
pub(crate) struct Guard<'a> {
    in_flight: &'a InFlight,
    job: Arc<str>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    End,
    /// It may reopen the job; so many ends were over when it began.
    Reopening {
        ends_over: u64,
    },
}

impl InFlight {
    /// A call that may reopen the job begins.
    pub(crate) fn reopening(&self, job: &Arc<str>) -> Guard<'_> {
        let job = Arc::clone(job);
        let mut jobs = self.lock();
        let entry = jobs.entry(Arc::clone(&job)).or_default();
        entry.calls += 1;
        let kind = Kind::Reopening { ends_over: entry.ends_over };
        Guard { in_flight: self, job, kind }
    }

    /// A call that ends the job begins.
    pub(crate) fn end(&self, job: &Arc<str>) -> Guard<'_> {
        let job = Arc::clone(job);
        let mut jobs = self.lock();
        let entry = jobs.entry(Arc::clone(&job)).or_default();
        entry.calls += 1;
        entry.ends_begun += 1;
        Guard { in_flight: self, job, kind: Kind::End }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Arc<str>, Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Guard<'_> {
    /// Whether this call may undo an end that was not over when it began.
    pub(crate) fn is_overtaken(&self) -> bool {
        let Kind::Reopening { ends_over } = self.kind else { return false };
        self.in_flight.lock().get(&self.job).is_some_and(|entry| entry.ends_begun > ends_over)
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        let mut jobs = self.in_flight.lock();
        let Some(entry) = jobs.get_mut(&self.job) else { return };
        if let Kind::End = self.kind {
            entry.ends_over += 1;
        }
        entry.calls -= 1;
        if entry.calls == 0 {
            jobs.remove(&self.job);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_counts_for_calls_that_began_before_it_was_over() {
        let calls = InFlight::default();
        let (a, b) = (&Arc::from("a"), &Arc::from("b"));
        let before = calls.reopening(a);
        assert!(!before.is_overtaken());
        let end = calls.end(a);
        assert!(before.is_overtaken());
        let meanwhile = calls.reopening(a);
        assert!(meanwhile.is_overtaken());
        assert!(!calls.reopening(b).is_overtaken());
        drop(end);
        assert!(before.is_overtaken(), "it was begun since");
        let after = calls.reopening(a);
        assert!(!after.is_overtaken(), "the end is over: this is a new wish");
        let second = calls.end(a);
        assert!(after.is_overtaken());
        assert!(!second.is_overtaken(), "an end undoes no end");
        drop((before, meanwhile, after, second));
        assert!(calls.lock().is_empty(), "nothing is kept");
    }
}
