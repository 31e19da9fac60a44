//! Which jobs have an end under way.
//!
//! What an acknowledgement does to a job that has ended is not documented: it
//! may set it executing again. So one that failed is not sent again once an
//! end of the same job was begun, by whichever clone of the client.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The jobs with such calls under way; one without is not kept.
#[derive(Debug, Default)]
pub(crate) struct InFlight(Mutex<HashMap<String, Entry>>);

#[derive(Debug, Default)]
struct Entry {
    calls: usize,
    ended: bool,
}

/// A call about a job, for as long as it lasts.
#[derive(Debug)]
pub(crate) struct Guard<'a> {
    ends: &'a InFlight,
    job: String,
}

impl InFlight {
    /// A call that may reopen the job begins.
    pub(crate) fn guard(&self, job: &str) -> Guard<'_> {
        self.lock().entry(job.to_owned()).or_default().calls += 1;
        Guard { ends: self, job: job.to_owned() }
    }

    /// A call that ends the job begins.
    pub(crate) fn end(&self, job: &str) -> Guard<'_> {
        let guard = self.guard(job);
        if let Some(under) = self.lock().get_mut(job) {
            under.ended = true;
        }
        guard
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Guard<'_> {
    /// Whether an end was begun since this call was.
    pub(crate) fn end_was_begun(&self) -> bool {
        self.ends.lock().get(&self.job).is_some_and(|under| under.ended)
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        let mut jobs = self.ends.lock();
        if let Some(under) = jobs.get_mut(&self.job) {
            under.calls -= 1;
            if under.calls == 0 {
                jobs.remove(&self.job);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_seen_until_the_last_call_is_over() {
        let ends = InFlight::default();
        let ack = ends.guard("a");
        assert!(!ack.end_was_begun());
        let end = ends.end("a");
        assert!(ack.end_was_begun());
        assert!(!ends.guard("b").end_was_begun());
        drop(end);
        assert!(ack.end_was_begun(), "it was begun since");
        drop(ack);
        assert!(!ends.guard("a").end_was_begun(), "a new call is a new wish");
        assert!(ends.lock().is_empty(), "nothing is kept");
    }
}
