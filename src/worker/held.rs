//! Jobs that are held back while the outbox has an end for them: a decision without
//! I/O.
//!
//! An end that a former process has kept is meant for the run before. If its job
//! began first, the end would be too late.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::queue::Candidate;

/// Jobs that are held back.
#[derive(Debug, Default)]
pub(super) struct Held(HashMap<String, Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// How many ends of it were not tried yet.
    #[cfg(feature = "outbox")]
    ends: usize,
    /// Whose turn it was meanwhile.
    candidate: Option<Candidate>,
}

impl Held {
    /// An end is kept for a job.
    #[cfg(feature = "outbox")]
    pub(super) fn hold(&mut self, job: &str) {
        self.0.entry(job.to_owned()).or_default().ends += 1;
    }

    /// Gives back whose job may begin, and keeps whose may not.
    pub(super) fn pass(&mut self, candidate: Candidate) -> Option<Candidate> {
        match self.0.get_mut(&candidate.job) {
            Some(kept) => {
                kept.candidate = Some(candidate);
                None
            }
            None => Some(candidate),
        }
    }

    /// An end was tried; with the last one its job may begin.
    #[cfg(feature = "outbox")]
    pub(super) fn release(&mut self, job: &str) -> Option<Candidate> {
        let kept = self.0.get_mut(job)?;
        kept.ends = kept.ends.saturating_sub(1);
        match kept.ends {
            0 => self.0.remove(job)?.candidate,
            _ => None,
        }
    }

    /// Whether each end was tried.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Since when the one of them that wait is ready that is so for the longest.
    pub(super) fn oldest(&self) -> Option<DateTime<Utc>> {
        self.0.values().filter_map(|kept| kept.candidate.as_ref()?.since).min()
    }

    /// How many wait.
    pub(super) fn waiting(&self) -> usize {
        self.0.values().filter(|kept| kept.candidate.is_some()).count()
    }
}

#[cfg(all(test, feature = "outbox"))]
mod tests {
    use super::*;

    fn candidate(job: &str) -> Candidate {
        let (job, space) = (job.to_owned(), "".into());
        Candidate { job, space, since: None, handler: None, event: None, listed: false }
    }

    #[test]
    fn a_job_begins_after_all_its_ends() {
        let mut held = Held::default();
        ["a", "a", "b"].iter().for_each(|job| held.hold(job));
        assert_eq!(held.pass(candidate("c")), Some(candidate("c")));
        assert_eq!((held.pass(candidate("a")), held.waiting()), (None, 1));
        assert_eq!(held.release("a"), None, "there is another one");
        assert_eq!(held.release("a"), Some(candidate("a")));
        assert_eq!(held.pass(candidate("a")), Some(candidate("a")));
        assert!(!held.is_empty());
        assert_eq!((held.release("b"), held.release("b")), (None, None));
        assert!(held.is_empty() && held.waiting() == 0);
    }
}
