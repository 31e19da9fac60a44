//! What a sandbox begins with: the file, and the options that go over it.

use std::path::Path;
use std::sync::Arc;

use flatfile_jobs::sandbox::{Sandbox, SandboxBuilder};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::clock::Clock;
use super::event_faults::EventFaultSet;
use super::faults::FaultPlan;
use super::job;
use super::rules::RuleSet;
use crate::failure::Failure;
use crate::input::{document, read_path};

/// How many calls are kept: days of trying, in some tens of megabytes.
pub const CALLS: usize = 100_000;

/// The file, in JSON or YAML.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Setup {
    pub token: Option<String>,
    /// As much of each job as matters.
    pub jobs: Vec<Map<String, Value>>,
    pub rules: RuleSet,
    pub faults: FaultPlan,
    pub event_faults: EventFaultSet,
    /// How many calls are kept on record, and how many bytes of them.
    pub calls: Option<usize>,
    pub call_bytes: Option<usize>,
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
    pub setup: Setup,
    /// What was kept from an earlier time; it goes before the jobs.
    pub state: Option<Value>,
}

impl Setup {
    pub fn from_file(file: &Path) -> Result<Self, Failure> {
        let name = file.display().to_string();
        let value = document(&read_path(file)?, &name)?;
        serde_json::from_value(value).map_err(|error| Failure::input(format!("`{name}`: {error}")))
    }

    /// A builder by this, with this clock.
    pub fn builder(&self, clock: &Arc<Clock>) -> Result<SandboxBuilder, Failure> {
        let hands = Arc::clone(clock);
        let mut builder = Sandbox::builder()
            .clock(move || hands.now())
            .rules(self.rules.rules().map_err(Failure::input)?)
            .faults(self.faults.faults().map_err(Failure::input)?)
            .event_faults(self.event_faults.faults().map_err(Failure::input)?)
            .most_calls(self.calls.unwrap_or(CALLS));
        if let Some(bytes) = self.call_bytes {
            builder = builder.most_call_bytes(bytes);
        }
        if let Some(token) = &self.token {
            builder = builder.token(token);
        }
        Ok(builder)
    }

    fn seed(
        &self,
        sandbox: &Sandbox,
        clock: &Clock,
        goes_on: &dyn Fn() -> bool,
    ) -> Result<(), Failure> {
        for (written, number) in self.jobs.iter().zip(1..).take_while(|_| goes_on()) {
            job::add(sandbox, written.clone(), clock.now())
                .map_err(|error| Failure::input(format!("job {number}: {error}")))?;
        }
        let operation = self.operation.as_deref().unwrap_or(job::OPERATION);
        for _ in (0..self.executing).take_while(|_| goes_on()) {
            sandbox.add_executing_job(operation);
        }
        for _ in (0..self.ready).take_while(|_| goes_on()) {
            job::add(sandbox, job::ready(operation), clock.now()).map_err(Failure::input)?;
        }
        Ok(())
    }
}

impl Start {
    /// Sets a sandbox to where it begins. Jobs that are added are told of by
    /// events, as those that a client creates. There may be so many that somebody
    /// wants to go no further.
    pub fn set(
        &self,
        sandbox: &Sandbox,
        clock: &Clock,
        goes_on: impl Fn() -> bool,
    ) -> Result<(), Failure> {
        let nothing = || serde_json::json!({ "jobs": [] });
        sandbox
            .restore(self.state.clone().unwrap_or_else(nothing))
            .map_err(|error| Failure::input(format!("the state cannot be read: {error}")))?;
        match self.state {
            Some(_) => Ok(()),
            None => self.setup.seed(sandbox, clock, &goes_on),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn so_many_jobs_are_made_as_somebody_waits_for() {
        let (clock, left) = (Arc::new(Clock::default()), Cell::new(3_u32));
        let setup = Setup { executing: 9, ready: 9, ..Setup::default() };
        let sandbox = setup.builder(&clock).unwrap().start_blocking().unwrap();
        let goes_on = || left.replace(left.get().saturating_sub(1)) > 0;
        Start { setup, state: None }.set(&sandbox, &clock, goes_on).unwrap();
        assert_eq!(sandbox.newest_jobs(9).1, 3);
    }
}
