//! What a sandbox begins with: the file, and the options that go over it.

use std::path::Path;
use std::sync::Arc;

use flatfile_jobs::sandbox::{Sandbox, SandboxBuilder};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::clock::Clock;
use super::faults::FaultPlan;
use super::job;
use super::rules::RuleSet;
use crate::failure::Failure;
use crate::input::{document, read};

/// The file, in JSON or YAML.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Setup {
    pub token: Option<String>,
    /// As much of each job as matters.
    pub jobs: Vec<Map<String, Value>>,
    pub rules: RuleSet,
    pub faults: FaultPlan,
    /// How many jobs are added that are being executed, and that are ready.
    #[serde(skip)]
    pub executing: u32,
    #[serde(skip)]
    pub ready: u32,
    #[serde(skip)]
    pub operation: Option<String>,
}

/// Where a sandbox begins, and where a reset sets it back to.
#[derive(Clone, Debug)]
pub struct Start {
    pub state: Value,
    pub faults: FaultPlan,
}

impl Setup {
    pub fn from_file(file: &Path) -> Result<Self, Failure> {
        let name = file.to_string_lossy();
        let value = document(&read(&name)?, &name)?;
        serde_json::from_value(value).map_err(|error| Failure::input(format!("`{name}`: {error}")))
    }

    /// A builder by this, with this clock. `state` goes before the jobs.
    pub fn builder(
        &self,
        clock: &Arc<Clock>,
        state: Option<Value>,
    ) -> Result<SandboxBuilder, Failure> {
        let hands = Arc::clone(clock);
        let mut builder = Sandbox::builder()
            .clock(move || hands.now())
            .rules(self.rules.rules().map_err(Failure::input)?)
            .faults(self.faults.faults().map_err(Failure::input)?);
        if let Some(token) = &self.token {
            builder = builder.token(token);
        }
        if let Some(state) = state {
            builder = builder
                .import(state)
                .map_err(|error| Failure::input(format!("the state cannot be read: {error}")))?;
        }
        Ok(builder)
    }

    /// Where it begins: with this state, or else with the jobs.
    pub fn start(&self, clock: &Arc<Clock>, state: Option<Value>) -> Result<Start, Failure> {
        let begins = state.is_none();
        let sandbox = self.builder(clock, state)?.in_process();
        if begins {
            self.seed(&sandbox, clock)?;
        }
        Ok(Start { state: sandbox.export(), faults: self.faults.clone() })
    }

    fn seed(&self, sandbox: &Sandbox, clock: &Clock) -> Result<(), Failure> {
        for (written, number) in self.jobs.iter().zip(1..) {
            job::add(sandbox, written.clone(), clock.now())
                .map_err(|error| Failure::input(format!("job {number}: {error}")))?;
        }
        let operation = self.operation.as_deref().unwrap_or(job::OPERATION);
        for _ in 0..self.executing {
            sandbox.add_executing_job(operation);
        }
        for _ in 0..self.ready {
            job::add(sandbox, job::ready(operation), clock.now()).map_err(Failure::input)?;
        }
        Ok(())
    }
}
