//! Who is whose part, and who waits for whom.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::ops::Bound::{Excluded, Unbounded};

use super::keys::{Keys, Name};
use super::{Jobs, Place};
use crate::api::types::{JobPartExecution, JobStatus};

impl Jobs {
    /// The parts of a job, in their order.
    pub(in crate::sandbox::core) fn parts_of(&self, place: Place) -> impl Iterator<Item = Place> {
        self.all_parts_of(place).into_iter().flatten().copied()
    }

    fn all_parts_of(&self, place: Place) -> Option<&BTreeSet<Place>> {
        self.parts.get(&self.name_of(place)?)
    }

    /// Who waits for a job to be complete.
    pub(in crate::sandbox::core) fn followers_of(
        &self,
        place: Place,
    ) -> impl Iterator<Item = Place> {
        let followers = self.name_of(place).and_then(|id| self.followers.get(&id));
        followers.into_iter().flatten().copied()
    }

    fn name_of(&self, place: Place) -> Option<Name> {
        self.names.find(&self.entries.get(place)?.id)
    }

    pub(in crate::sandbox::core) fn has_open_part(&self, place: Place) -> bool {
        self.parts_of(place).any(|part| self.is_open(part))
    }

    pub(in crate::sandbox::core) fn parent_of(&self, place: Place) -> Option<Place> {
        self.find(self.job_at(place)?.parent_id.as_ref()?.as_str())
    }

    /// Whether a job has to wait: for a predecessor that is not complete, or
    /// for the part before it. What is not there holds nobody back.
    pub(in crate::sandbox::core) fn is_held(&self, place: Place) -> bool {
        let Some(job) = self.job_at(place) else { return false };
        let mut before =
            job.predecessor_ids.iter().flatten().filter_map(|id| self.find(id.as_str()));
        if before.any(|place| !self.has_status(place, &JobStatus::Complete)) {
            return true;
        }
        let in_a_row = job.part_execution == Some(JobPartExecution::Sequential);
        let Some(parent) = self.parent_of(place).filter(|_| in_a_row) else { return false };
        let parts = self.all_parts_of(parent);
        let before = parts.and_then(|parts| parts.range(..place).next_back());
        before.is_some_and(|part| self.is_open(*part))
    }

    /// The next part of the same parent.
    pub(in crate::sandbox::core) fn part_after(&self, place: Place) -> Option<Place> {
        let parts = self.all_parts_of(self.parent_of(place)?)?;
        parts.range((Excluded(place), Unbounded)).next().copied()
    }

    pub(super) fn link(&mut self, place: Place) {
        let Some(job) = self.entries.get(place).and_then(|entry| entry.job.as_deref()) else {
            return;
        };
        let keys = Keys::new(job, &mut self.names);
        if let Some(parent) = &job.parent_id {
            let parent = self.names.learn(parent.as_str());
            self.parts.entry(parent).or_default().insert(place);
        }
        for predecessor in job.predecessor_ids.iter().flatten() {
            let name = self.names.learn(predecessor.as_str());
            self.followers.entry(name).or_default().insert(place);
        }
        if let Some(slot) = self.keys.get_mut(place) {
            *slot = keys;
        }
    }

    pub(super) fn unlink(&mut self, place: Place) {
        let Some(job) = self.entries.get(place).and_then(|entry| entry.job.as_deref()) else {
            return;
        };
        let forget = |links: &mut HashMap<Name, BTreeSet<Place>>, name| {
            if let Entry::Occupied(mut places) = links.entry(name) {
                places.get_mut().remove(&place);
                if places.get().is_empty() {
                    places.remove();
                }
            }
        };
        if let Some(parent) = job.parent_id.as_ref().and_then(|id| self.names.find(id.as_str())) {
            forget(&mut self.parts, parent);
        }
        for predecessor in job.predecessor_ids.iter().flatten() {
            if let Some(name) = self.names.find(predecessor.as_str()) {
                forget(&mut self.followers, name);
            }
        }
        if let Some(slot) = self.keys.get_mut(place) {
            *slot = Keys::default();
        }
    }
}
