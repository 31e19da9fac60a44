//! A sandbox under a paused clock, and what was called there.

use chrono::TimeDelta;
use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::{Job, JobConfig, JobStatus, JobType, Trigger};
use flatfile_jobs::sandbox::{Call, Faults, Rules, Sandbox};
use flatfile_jobs::{Client, JobHandle};

use crate::schedules::clock::{Clock, Pace, Simulated};

pub struct World {
    pub sandbox: Sandbox,
    pub client: Client,
    pub id: String,
}

/// A job that waits for a worker.
pub fn config() -> JobConfig {
    JobConfig::new("exportOrders", "us_wb_7PfLm2Rd", JobType::Workbook)
        .with_trigger(Trigger::Immediate)
}

impl World {
    /// With one job, which is ready.
    pub fn new() -> Self {
        Self::with(Faults::default())
    }

    pub fn with(faults: Faults) -> Self {
        Self::by(faults, Rules::default())
    }

    pub fn by(faults: Faults, rules: Rules) -> Self {
        let clock = Clock::new(TimeDelta::zero());
        let sandbox = Sandbox::builder().clock(move || clock.server_date());
        let sandbox = sandbox.faults(faults).rules(rules).in_process();
        let timer = Simulated::new(clock, Pace::Even);
        let client = sandbox.client_builder().timer(timer).build().unwrap();
        let id = sandbox.add(config());
        Self { sandbox, client, id }
    }

    pub fn handle(&self) -> JobHandle {
        self.client.job(&self.id)
    }

    /// Somebody else's client.
    pub fn other(&self) -> JobHandle {
        self.sandbox.client().unwrap().job(&self.id)
    }

    pub fn job(&self) -> Job {
        self.sandbox.job(&self.id).unwrap()
    }

    pub fn status(&self) -> JobStatus {
        self.job().status.unwrap()
    }

    /// What was called, in order.
    pub fn called(&self) -> Vec<OperationId> {
        self.sandbox.calls().iter().filter_map(|call| call.operation).collect()
    }

    /// The calls of one operation.
    pub fn calls(&self, operation: OperationId) -> Vec<Call> {
        let calls = self.sandbox.calls().into_iter();
        calls.filter(|call| call.operation == Some(operation)).collect()
    }

    /// The progress that was told, with the time of each since the first call.
    pub fn told(&self) -> Vec<(u64, serde_json::Value)> {
        let mut calls = self.calls(OperationId::AckJob);
        calls.retain(|call| call.job.as_deref() == Some(self.id.as_str()));
        let start = calls[0].at;
        let told = calls.into_iter().skip(1);
        told.map(|call| ((call.at - start).num_milliseconds() as u64, call.body.unwrap())).collect()
    }
}
