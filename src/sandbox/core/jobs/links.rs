//! Who is whose part, and who waits for whom.

use super::keys::{Keys, Name};
use super::{Jobs, Place};
use crate::api::types::{JobPartExecution, JobStatus};

impl Jobs {
    /// The parts of a job, in their order.
    pub(in crate::sandbox::core) fn parts_of(&self, place: Place) -> &[Place] {
        let id = self.entries.get(place).and_then(|entry| self.names.find(&entry.id));
        id.and_then(|id| self.parts.get(&id)).map_or(&[], Vec::as_slice)
    }

    pub(in crate::sandbox::core) fn has_open_part(&self, place: Place) -> bool {
        self.parts_of(place).iter().any(|part| self.is_open(*part))
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
        let parts = self.parts_of(parent);
        let index = parts.partition_point(|part| *part < place);
        index.checked_sub(1).and_then(|index| parts.get(index)).is_some_and(|it| self.is_open(*it))
    }

    /// Who may have waited for a job: its followers, and the next part.
    pub(in crate::sandbox::core) fn after(&self, place: Place) -> Vec<Place> {
        let id = self.entries.get(place).and_then(|entry| self.names.find(&entry.id));
        let mut after = id.and_then(|id| self.followers.get(&id)).cloned().unwrap_or_default();
        if let Some(parent) = self.parent_of(place) {
            let parts = self.parts_of(parent);
            after.extend(parts.get(parts.partition_point(|part| *part <= place)));
        }
        after
    }

    pub(super) fn link(&mut self, place: Place) {
        let Some(job) = self.entries.get(place).and_then(|entry| entry.job.as_deref()) else {
            return;
        };
        let keys = Keys::new(job, &mut self.names);
        if let Some(parent) = &job.parent_id {
            let parts = self.parts.entry(self.names.learn(parent.as_str())).or_default();
            parts.insert(parts.partition_point(|part| *part < place), place);
        }
        for predecessor in job.predecessor_ids.iter().flatten() {
            let name = self.names.learn(predecessor.as_str());
            self.followers.entry(name).or_default().push(place);
        }
        if let Some(slot) = self.keys.get_mut(place) {
            *slot = keys;
        }
    }

    pub(super) fn unlink(&mut self, place: Place) {
        let Some(job) = self.entries.get(place).and_then(|entry| entry.job.as_deref()) else {
            return;
        };
        let forget = |lists: &mut std::collections::HashMap<Name, Vec<Place>>, name| {
            if let Some(list) = lists.get_mut(&name) {
                list.retain(|other| *other != place);
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
