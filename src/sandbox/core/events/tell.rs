//! The changes since the last telling, as events.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::topics::topics;
use super::written::event;
use crate::api::types::{CompletedPartsCounts, EventTopic, GenericEvent, JobStatus};
use crate::sandbox::core::jobs::Place;
use crate::sandbox::core::value::Core;

impl Core {
    /// Makes the events of what has changed. Each call of an operation ends with
    /// it, and so does whatever time has brought.
    pub(in crate::sandbox::core) fn tell(&mut self) {
        let moves = self.jobs.take_moves();
        if moves.is_empty() {
            return;
        }
        let silent = !self.rules.events_of_cancel_and_retry;
        let mut parents = BTreeSet::new();
        let mut last = DateTime::<Utc>::MIN_UTC;
        for moved in moves {
            let Some(job) = moved.gone.as_deref().or_else(|| self.jobs.job_at(moved.place)) else {
                continue;
            };
            for topic in topics(&moved.change, silent) {
                let at = moved.change.at;
                self.events.add(event(topic, job, None, at), at);
            }
            if moved.change.is_end() {
                parents.extend(self.jobs.parent_of(moved.place));
            }
            last = last.max(moved.change.at);
        }
        for parent in parents {
            if let Some(event) = self.parts_completed(parent, last) {
                self.events.add(event, last);
            }
        }
    }

    /// The event of an open job whose parts have all ended.
    fn parts_completed(&self, parent: Place, at: DateTime<Utc>) -> Option<GenericEvent> {
        if !self.jobs.is_open(parent) || self.jobs.has_open_part(parent) {
            return None;
        }
        let ends = |status: &JobStatus| {
            let parts = self.jobs.parts_of(parent);
            let count = parts.filter(|part| self.jobs.has_status(*part, status)).count();
            i64::try_from(count).ok()
        };
        let counts = CompletedPartsCounts {
            total: i64::try_from(self.jobs.parts_of(parent).count()).ok(),
            completed: ends(&JobStatus::Complete),
            failed: ends(&JobStatus::Failed),
            canceled: ends(&JobStatus::Canceled),
            ..CompletedPartsCounts::default()
        };
        let job = self.jobs.job_at(parent)?;
        Some(event(EventTopic::JobPartsCompleted, job, Some(counts), at))
    }
}
