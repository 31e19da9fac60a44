//! How jobs move: starts, ends, and what they do to others.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Number;

use super::Core;
use super::history::By;
use super::jobs::Place;
use crate::api::types::{Job, JobStatus};

impl Core {
    /// Fails the jobs whose time for an acknowledgement is over.
    pub(super) fn pass_time(&mut self, now: DateTime<Utc>) {
        while let Some((deadline, place)) = self.jobs.overdue(now) {
            self.jobs.set_deadline(place, None);
            let limit = self.rules.ack_within.unwrap_or_default().as_secs();
            self.set(place, JobStatus::Failed, By::Deadline, deadline, |job| {
                job.info = Some(format!("it was not acknowledged within {limit} seconds"));
            });
        }
    }

    /// Makes a job ready, or waiting while something holds it back.
    pub(super) fn start(&mut self, place: Place, by: By, now: DateTime<Utc>) {
        let status = match self.jobs.is_held(place) {
            true => JobStatus::Waiting,
            false => JobStatus::Ready,
        };
        self.set(place, status, by, now, |_| {});
    }

    /// Sets a status with all that follows from it, and changes what else
    /// `change` does, as one step of the job's history.
    pub(super) fn set(
        &mut self,
        place: Place,
        status: JobStatus,
        by: By,
        now: DateTime<Utc>,
        change: impl FnOnce(&mut Job),
    ) {
        let was_open = self.jobs.is_open(place);
        self.jobs.change(place, by, now, |job| {
            change(job);
            job.status = Some(status);
            date(job, was_open, now);
        });
        self.watch(place, now);
        if was_open && !self.jobs.is_open(place) {
            self.ended(place, now);
        }
    }

    /// Removes a job, and its parts with it.
    pub(super) fn remove(&mut self, place: Place, by: By, now: DateTime<Utc>) {
        for part in self.jobs.parts_of(place).to_vec().into_iter().rev() {
            self.remove(part, By::Parent, now);
        }
        let after = self.jobs.after(place);
        self.jobs.remove(place, by, now);
        self.release(&after, now);
    }

    /// Begins or ends the wait for an acknowledgement.
    pub(super) fn watch(&mut self, place: Place, now: DateTime<Utc>) {
        let executing = self.jobs.has_status(place, &JobStatus::Executing);
        let Some(entry) = self.jobs.entry_mut(place) else { return };
        if !executing || entry.acknowledged {
            self.jobs.set_deadline(place, None);
        } else if !entry.is_watched() {
            let limit = self.rules.ack_within.and_then(|limit| TimeDelta::from_std(limit).ok());
            let deadline = limit.and_then(|limit| now.checked_add_signed(limit));
            self.jobs.set_deadline(place, deadline);
        }
    }

    /// What follows from an end: open parts are canceled, and whoever waited
    /// goes on.
    fn ended(&mut self, place: Place, now: DateTime<Utc>) {
        // The last one first, so that none gets ready in between.
        for part in self.jobs.parts_of(place).to_vec().into_iter().rev() {
            if self.jobs.is_open(part) {
                self.set(part, JobStatus::Canceled, By::Parent, now, |_| {});
            }
        }
        let after = self.jobs.after(place);
        self.release(&after, now);
    }

    fn release(&mut self, places: &[Place], now: DateTime<Utc>) {
        for place in places {
            let waits = self.jobs.has_status(*place, &JobStatus::Waiting);
            if waits && !self.jobs.is_held(*place) {
                self.set(*place, JobStatus::Ready, By::Release, now, |_| {});
            }
        }
    }
}

/// The dates and the progress that belong to a status.
fn date(job: &mut Job, was_open: bool, now: DateTime<Utc>) {
    if job.status == Some(JobStatus::Executing) {
        // A job that was over begins another run.
        match was_open {
            true => job.started_at.get_or_insert(now),
            false => job.started_at.insert(now),
        };
    }
    if was_open && job.status == Some(JobStatus::Complete) {
        job.progress = Some(Number::from(100));
    }
    match (was_open, job.is_ended()) {
        (true, true) => job.finished_at = Some(now),
        (false, false) => job.finished_at = None,
        _ => {}
    }
}
