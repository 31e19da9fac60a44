//! The state in and out.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::jobs::{Entry, Jobs};
use super::value::Core;

/// What an export holds: the jobs in their order, with their plans and
/// histories. Rules, faults and the record of calls are not state.
#[derive(Deserialize)]
#[serde(try_from = "Raw")]
pub(in crate::sandbox) struct State {
    jobs: Vec<Entry>,
}

/// The same before it was looked at.
#[derive(Deserialize)]
struct Raw {
    jobs: Vec<Entry>,
}

impl TryFrom<Raw> for State {
    type Error = String;

    fn try_from(Raw { mut jobs }: Raw) -> Result<Self, String> {
        jobs.iter_mut().find_map(Entry::fault).map_or(Ok(()), Err)?;
        Ok(Self { jobs })
    }
}

/// The same without a copy of it.
#[derive(Serialize)]
struct Borrowed<'a> {
    jobs: &'a [Entry],
}

impl State {
    /// A state as an export made it.
    pub(in crate::sandbox) fn read(state: Value) -> serde_json::Result<Self> {
        serde_path_to_error::deserialize(state).map_err(|error| {
            let text = format!("{}: {}", error.path(), error.inner());
            <serde_json::Error as serde::de::Error>::custom(text)
        })
    }
}

impl Core {
    pub(in crate::sandbox) fn export(&mut self, now: DateTime<Utc>) -> Value {
        self.pass_time(now);
        let state = Borrowed { jobs: self.jobs.entries() };
        // Text keys and plain numbers only: it always serializes.
        serde_json::to_value(state).unwrap_or_default()
    }

    pub(in crate::sandbox) fn import(&mut self, state: State) {
        self.jobs = Jobs::restore(state.jobs);
    }
}
