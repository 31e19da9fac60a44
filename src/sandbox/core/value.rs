//! The sandbox as a value: what it holds, and what its owner does with it.

use chrono::{DateTime, Utc};

use super::dates::{self, writable};
use super::events::Events;
use super::history::{By, Change};
use super::jobs::Jobs;
use super::record::{Kept, Record};
use super::setting::Setting;
use crate::api::types::{GenericEvent, Job, JobStatus, JobType};
use crate::sandbox::event_faults::EventFaults;
use crate::sandbox::fault::Faults;
use crate::sandbox::rules::Rules;

/// The source of the jobs that are added by their operation alone.
const SOURCE: &str = "us_wb_sandbox1";

/// The state of a sandbox.
#[derive(Debug)]
pub(in crate::sandbox) struct Core {
    pub(super) rules: Rules,
    pub(super) faults: Faults,
    pub(super) jobs: Jobs,
    pub(super) events: Events,
    pub(super) calls: Record,
}

impl Core {
    pub(in crate::sandbox) fn new(setting: &Setting, faults: Faults) -> Self {
        let (rules, calls) =
            (setting.rules.clone(), Record::of(setting.most_calls, setting.most_call_bytes));
        let events = Events::new(setting.most_events, setting.event_faults.clone());
        Self { rules, faults, jobs: Jobs::default(), events, calls }
    }

    /// Adds a job that is being executed, the state in which most work on a
    /// job begins.
    pub(in crate::sandbox) fn add_executing_job(
        &mut self,
        operation: &str,
        now: DateTime<Utc>,
    ) -> String {
        let id = self.jobs.new_id();
        let job = Job::new(now, id.as_str(), operation, SOURCE, JobType::Workbook, now)
            .with_status(JobStatus::Executing)
            .with_progress(0)
            .with_started_at(now);
        self.jobs.put(job, true, By::Owner);
        self.tell();
        id
    }

    pub(in crate::sandbox) fn put_job(&mut self, mut job: Job) {
        dates::of(&mut job).for_each(|date| *date = writable(*date));
        self.jobs.put(job, true, By::Owner);
        self.tell();
    }

    pub(in crate::sandbox) fn job(&mut self, id: &str, now: DateTime<Utc>) -> Option<&Job> {
        self.pass_time(now);
        self.jobs.job_at(self.jobs.find(id)?)
    }

    pub(in crate::sandbox) fn history(&mut self, id: &str, now: DateTime<Utc>) -> &[Change] {
        self.pass_time(now);
        self.jobs.history(id)
    }

    pub(in crate::sandbox) fn forget_deleted(&mut self) -> Vec<(String, Vec<Change>)> {
        self.jobs.forget_deleted()
    }

    pub(in crate::sandbox) fn events(&mut self, now: DateTime<Utc>) -> Vec<GenericEvent> {
        self.pass_time(now);
        self.events.all()
    }

    pub(in crate::sandbox) fn acknowledge_event(&mut self, id: &str, now: DateTime<Utc>) -> bool {
        self.pass_time(now);
        self.events.acknowledge(id, now)
    }

    pub(in crate::sandbox) fn calls(&self) -> Vec<Kept> {
        self.calls.calls()
    }

    pub(in crate::sandbox) fn forget_calls(&mut self) {
        self.calls.forget();
    }

    pub(in crate::sandbox) fn set_event_faults(&mut self, faults: EventFaults) {
        self.events.set_faults(faults);
    }

    pub(in crate::sandbox) fn set_faults(&mut self, faults: Faults) {
        self.faults = faults;
    }
}
