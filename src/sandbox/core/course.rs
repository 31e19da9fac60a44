//! How jobs move: starts, ends, and what they do to others.

use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Number;

use super::dates;
use super::history::By;
use super::jobs::Place;
use super::value::Core;
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
        self.tell();
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
        self.set_alone(place, status, by, now, change);
        if was_open && !self.jobs.is_open(place) {
            self.ended(place, now);
        }
    }

    /// Sets a status, with nothing that follows from it for other jobs.
    fn set_alone(
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
    }

    /// Removes a job, and its parts with it.
    ///
    /// The parts of parts can go as deep as there are jobs, and parents that an
    /// owner puts can be their own descendants: each job is met once, without
    /// recursion.
    pub(super) fn remove(&mut self, place: Place, by: By, now: DateTime<Utc>) {
        let mut gone = vec![place];
        let mut met = HashSet::from([place]);
        let mut next = 0;
        while let Some(parent) = gone.get(next).copied() {
            gone.extend(self.jobs.parts_of(parent).filter(|part| met.insert(*part)));
            next += 1;
        }
        // All before any is released, so that none gets ready in between.
        let mut after = BTreeSet::new();
        for gone in gone.into_iter().rev() {
            after.extend(self.jobs.followers_of(gone).chain(self.jobs.part_after(gone)));
            self.jobs.remove(gone, if gone == place { by } else { By::Parent }, now);
        }
        self.release(after, now);
    }

    /// Begins or ends the wait for an acknowledgement.
    pub(super) fn watch(&mut self, place: Place, now: DateTime<Utc>) {
        let executing = self.jobs.has_status(place, &JobStatus::Executing);
        let Some(entry) = self.jobs.entry_mut(place) else { return };
        if !executing || entry.acknowledged {
            self.jobs.set_deadline(place, None);
        } else if !entry.is_watched() {
            let limit = self.rules.ack_within.and_then(|limit| TimeDelta::from_std(limit).ok());
            // What cannot be written as a date never comes.
            let deadline = limit.and_then(|limit| now.checked_add_signed(limit));
            let deadline = deadline.filter(dates::is_writable);
            self.jobs.set_deadline(place, deadline);
        }
    }

    /// What follows from an end: open parts are canceled, and whoever waited
    /// goes on.
    ///
    /// A part that is canceled is not open any more, so that each is met once,
    /// whoever is whose parent; and without recursion, however deep they go.
    fn ended(&mut self, place: Place, now: DateTime<Utc>) {
        let mut ended = vec![place];
        let mut next = 0;
        while let Some(parent) = ended.get(next).copied() {
            let open = |part: &Place| self.jobs.is_open(*part);
            let parts: Vec<Place> = self.jobs.parts_of(parent).filter(open).collect();
            for part in &parts {
                self.set_alone(*part, JobStatus::Canceled, By::Parent, now, |_| {});
            }
            ended.extend(parts);
            next += 1;
        }
        // All after all ends, so that none gets ready in between. Followers
        // wait for a job to be complete; the next part, for any end.
        let complete = self.jobs.has_status(place, &JobStatus::Complete);
        let mut after: BTreeSet<Place> =
            ended.iter().filter_map(|ended| self.jobs.part_after(*ended)).collect();
        after.extend(self.jobs.followers_of(place).filter(|_| complete));
        self.release(after, now);
    }

    fn release(&mut self, places: BTreeSet<Place>, now: DateTime<Utc>) {
        for place in places {
            let waits = self.jobs.has_status(place, &JobStatus::Waiting);
            if waits && !self.jobs.is_held(place) {
                self.set_alone(place, JobStatus::Ready, By::Release, now, |_| {});
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
