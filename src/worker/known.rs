//! What was taken up already: a decision without I/O.

use std::collections::{HashMap, HashSet, VecDeque};

use chrono::{DateTime, Utc};

/// How many events are remembered by their ids: those of the cursor's overlap,
/// at some thousands a second. One that is forgotten costs a look at its job.
const MOST_EVENTS: usize = 50_000;

/// How many jobs are remembered after they were done.
const MOST_JOBS: usize = 10_000;

/// What was taken up already.
#[derive(Debug)]
pub(super) struct Known {
    events: Last<()>,
    /// Jobs that wait or run.
    taken: HashSet<String>,
    /// Jobs that are done, and when they were changed last, by the server.
    done: Last<Option<DateTime<Utc>>>,
}

impl Default for Known {
    fn default() -> Self {
        Self { events: Last::of(MOST_EVENTS), taken: HashSet::new(), done: Last::of(MOST_JOBS) }
    }
}

impl Known {
    /// Whether an event was met before. One without an id cannot be told.
    pub(super) fn has_met(&self, event: Option<&str>) -> bool {
        event.is_some_and(|id| self.events.get(id).is_some())
    }

    /// From now on it was.
    pub(super) fn meet(&mut self, event: Option<&str>) {
        if let Some(id) = event {
            self.events.insert(id, ());
        }
    }

    /// As if an event had not been met: its job was not begun.
    pub(super) fn forget(&mut self, event: Option<&str>) {
        if let Some(id) = event {
            self.events.remove(id);
        }
    }

    /// Whether a job waits or runs.
    pub(super) fn is_taken(&self, job: &str) -> bool {
        self.taken.contains(job)
    }

    /// Whether a job was done after this moment: what says that it was ready then
    /// is over.
    pub(super) fn is_over(&self, job: &str, since: Option<DateTime<Utc>>) -> bool {
        let changed = self.done.get(job).copied().flatten();
        changed.zip(since).is_some_and(|(changed, since)| since < changed)
    }

    pub(super) fn take(&mut self, job: &str) {
        self.taken.insert(job.to_owned());
    }

    /// A job neither waits nor runs any more. `changed` is when it was changed
    /// last, where it was read.
    pub(super) fn give_up(&mut self, job: &str, changed: Option<DateTime<Utc>>) {
        self.taken.remove(job);
        if changed.is_some() {
            self.done.insert(job, changed);
        }
    }
}

/// The last entries of a map.
#[derive(Debug)]
struct Last<V> {
    entries: HashMap<Box<str>, V>,
    order: VecDeque<Box<str>>,
    most: usize,
}

impl<V> Last<V> {
    fn of(most: usize) -> Self {
        Self { entries: HashMap::new(), order: VecDeque::new(), most }
    }

    fn get(&self, key: &str) -> Option<&V> {
        self.entries.get(key)
    }

    fn remove(&mut self, key: &str) {
        if self.entries.remove(key).is_some() {
            self.order.retain(|entry| **entry != *key);
        }
    }

    fn insert(&mut self, key: &str, value: V) {
        if let Some(old) = self.entries.get_mut(key) {
            *old = value;
            return;
        }
        self.entries.insert(key.into(), value);
        self.order.push_back(key.into());
        if self.order.len() > self.most
            && let Some(oldest) = self.order.pop_front()
        {
            self.entries.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_met_once() {
        let mut known = Known::default();
        known.meet(Some("a"));
        known.meet(None);
        assert!(known.has_met(Some("a")) && !known.has_met(Some("b")));
        assert!(!known.has_met(None), "without an id it cannot be told");
        known.forget(Some("a"));
        assert!(!known.has_met(Some("a")) && known.events.order.is_empty());
    }

    #[test]
    fn what_was_ready_before_it_was_done_is_over() {
        let at = |seconds| DateTime::from_timestamp(seconds, 0);
        let mut known = Known::default();
        known.take("a");
        assert!(known.is_taken("a") && !known.is_over("a", at(1)));
        known.give_up("a", at(10));
        assert!(!known.is_taken("a"));
        assert!(known.is_over("a", at(9)));
        assert!(!known.is_over("a", at(10)), "it may have been run again in that moment");
        assert!(!known.is_over("a", None));
        known.give_up("a", None);
        assert!(known.is_over("a", at(9)), "what was known is known still");
    }

    #[test]
    fn it_forgets_the_oldest() {
        let mut last = Last::of(3);
        ["a", "b", "c", "a", "d"].iter().for_each(|key| last.insert(key, ()));
        assert!(last.get("a").is_none() && last.get("b").is_some() && last.get("d").is_some());
        assert_eq!((last.entries.len(), last.order.len()), (3, 3));
    }
}
