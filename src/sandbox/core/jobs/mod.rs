//! The jobs that a sandbox holds, in the order in which they came, with what
//! finds them.

mod keys;
mod links;
mod list;
mod moves;
mod place;

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::dates;
use super::history::{By, Change};
use crate::api::types::{Job, JobExecutionPlan, JobStatus};

use self::keys::{Keys, Name, Names};
use self::moves::{Move, Moves};

pub(super) use self::keys::Filter;
pub(super) use self::place::Place;

/// Jobs by place and by id.
#[derive(Debug, Default)]
pub(super) struct Jobs {
    entries: Vec<Entry>,
    keys: Vec<Keys>,
    by_id: HashMap<String, Place>,
    names: Names,
    /// The parts of each parent, in their order.
    parts: HashMap<Name, BTreeSet<Place>>,
    /// Who waits for whom.
    followers: HashMap<Name, BTreeSet<Place>>,
    deadlines: BTreeSet<(DateTime<Utc>, Place)>,
    made: u64,
    /// What has changed and was not told yet.
    moves: Moves,
}

/// One job, with what the API does not show.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    id: String,
    /// None when it was deleted; its history stays.
    pub(super) job: Option<Box<Job>>,
    /// Whether a worker has acknowledged it.
    pub(super) acknowledged: bool,
    /// When it fails without an acknowledgement.
    deadline: Option<DateTime<Utc>>,
    pub(super) plan: Option<Box<JobExecutionPlan>>,
    history: Vec<Change>,
}

impl Jobs {
    /// An id that no job has had.
    pub(super) fn new_id(&mut self) -> String {
        loop {
            self.made += 1;
            let id = format!("us_jb_{:08}", self.made);
            if !self.by_id.contains_key(&id) {
                return id;
            }
        }
    }

    /// Puts a job, in place of one with the same id.
    pub(super) fn put(&mut self, job: Job, acknowledged: bool, by: By) -> Place {
        let place = self.place_of(job.id.as_str().to_owned());
        self.unlink(place);
        let change = Change {
            at: job.updated_at,
            by,
            from: self.job_at(place).and_then(|job| job.status.clone()),
            to: job.status.clone(),
        };
        if let Some(entry) = self.entries.get_mut(place) {
            entry.job = Some(Box::new(job));
            entry.acknowledged = acknowledged;
            self.moves.add(place, &change, None);
            entry.history.push(change);
        }
        self.link(place);
        self.set_deadline(place, None);
        place
    }

    /// Takes a job out. Its history stays.
    pub(super) fn remove(&mut self, place: Place, by: By, at: DateTime<Utc>) {
        self.unlink(place);
        self.set_deadline(place, None);
        let Some(entry) = self.entries.get_mut(place) else { return };
        if let Some(job) = entry.job.take() {
            let change = Change { at, by, from: job.status.clone(), to: None };
            self.moves.add(place, &change, Some(job));
            entry.history.push(change);
        }
        entry.plan = None;
    }

    pub(super) fn find(&self, id: &str) -> Option<Place> {
        self.by_id.get(id).copied().filter(|place| self.job_at(*place).is_some())
    }

    pub(super) fn job_at(&self, place: Place) -> Option<&Job> {
        self.entries.get(place)?.job.as_deref()
    }

    pub(super) fn entry_mut(&mut self, place: Place) -> Option<&mut Entry> {
        self.entries.get_mut(place)
    }

    pub(super) fn plan_at(&self, place: Place) -> Option<&JobExecutionPlan> {
        self.entries.get(place)?.plan.as_deref()
    }

    pub(super) fn history(&self, id: &str) -> &[Change] {
        let entry = self.by_id.get(id).and_then(|place| self.entries.get(*place));
        entry.map_or(&[], |entry| &entry.history)
    }

    /// Changes a job, and writes it into its history.
    pub(super) fn change(
        &mut self,
        place: Place,
        by: By,
        at: DateTime<Utc>,
        change: impl FnOnce(&mut Job),
    ) {
        let Some(entry) = self.entries.get_mut(place) else { return };
        let Some(job) = entry.job.as_deref_mut() else { return };
        let from = job.status.clone();
        change(job);
        job.updated_at = at;
        let change = Change { at, by, from, to: job.status.clone() };
        self.moves.add(place, &change, None);
        entry.history.push(change);
    }

    /// What has changed since this was asked last.
    pub(super) fn take_moves(&mut self) -> Vec<Move> {
        self.moves.take()
    }

    /// Whether a job is open.
    pub(super) fn is_open(&self, place: Place) -> bool {
        self.job_at(place).is_some_and(|job| !job.is_ended())
    }

    pub(super) fn has_status(&self, place: Place, status: &JobStatus) -> bool {
        self.job_at(place).is_some_and(|job| job.status.as_ref() == Some(status))
    }

    /// When a job fails without an acknowledgement.
    pub(super) fn set_deadline(&mut self, place: Place, deadline: Option<DateTime<Utc>>) {
        let Some(entry) = self.entries.get_mut(place) else { return };
        if let Some(old) = entry.deadline.take() {
            self.deadlines.remove(&(old, place));
        }
        entry.deadline = deadline;
        self.deadlines.extend(deadline.map(|deadline| (deadline, place)));
    }

    /// The first job whose deadline is over.
    pub(super) fn overdue(&self, now: DateTime<Utc>) -> Option<(DateTime<Utc>, Place)> {
        self.deadlines.first().copied().filter(|(deadline, _)| *deadline <= now)
    }

    /// Takes out the jobs that were deleted, and says what became of each. The
    /// others move together, so all places are new.
    pub(super) fn forget_deleted(&mut self) -> Vec<(String, Vec<Change>)> {
        let made = self.made;
        let entries = std::mem::take(&mut self.entries).into_iter();
        let (there, gone): (Vec<Entry>, Vec<Entry>) = entries.partition(|it| it.job.is_some());
        *self = Self { made, ..Self::restore(there) };
        gone.into_iter().map(|entry| (entry.id, entry.history)).collect()
    }

    /// Everything, for an export.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Jobs of an export. Of two with one id the last counts.
    pub(super) fn restore(entries: Vec<Entry>) -> Self {
        let mut jobs = Self::default();
        for entry in entries {
            let place = jobs.place_of(entry.id.clone());
            let deadline = entry.deadline.filter(|_| entry.awaits_ack());
            jobs.unlink(place);
            if let Some(slot) = jobs.entries.get_mut(place) {
                let old = slot.deadline;
                *slot = Entry { deadline: old, ..entry };
            }
            jobs.set_deadline(place, deadline);
            jobs.link(place);
        }
        jobs
    }

    /// The place of an id, a new one if need be.
    fn place_of(&mut self, id: String) -> Place {
        if let Some(place) = self.by_id.get(&id) {
            return *place;
        }
        let place = self.entries.len();
        self.by_id.insert(id.clone(), place);
        self.keys.push(Keys::default());
        self.entries.push(Entry {
            id,
            job: None,
            acknowledged: false,
            deadline: None,
            plan: None,
            history: Vec::new(),
        });
        place
    }
}

impl Entry {
    /// Whether it is being executed, and a worker has yet to acknowledge it.
    fn awaits_ack(&self) -> bool {
        let status = self.job.as_ref().and_then(|job| job.status.as_ref());
        status == Some(&JobStatus::Executing) && !self.acknowledged
    }

    /// What keeps it from being an entry of a sandbox.
    pub(super) fn fault(&mut self) -> Option<String> {
        let Self { id, job, history, .. } = self;
        let job = job.as_deref_mut();
        if let Some(other) = job.as_deref().filter(|job| job.id != *id) {
            return Some(format!("the entry {id} holds the job {}", other.id));
        }
        let dates = job.map(dates::of).into_iter().flatten();
        let mut dates = dates.map(|date| *date).chain(history.iter().map(|change| change.at));
        let date = dates.find(|date| !dates::is_writable(date))?;
        Some(format!("the job {id} has a date that RFC 3339 cannot write: {date}"))
    }

    pub(super) fn is_watched(&self) -> bool {
        self.deadline.is_some()
    }
}
