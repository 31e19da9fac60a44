//! What a program says of one call, and what its author wants to come of it.

use std::collections::BTreeMap;

use flatfile_jobs::api::{OPERATIONS, OperationId};
use serde::Deserialize;
use serde_json::Value;

use crate::world::Failure;

/// One line of a program.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Line {
    /// A call was made.
    #[serde(untagged)]
    Step {
        step: Box<Step>,
        #[serde(default)]
        seen: Seen,
        problems: Vec<String>,
    },
    /// It wants the next calls of an operation to fail.
    #[serde(untagged)]
    Fault { fault: Wanted },
}

/// One call.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub operation: String,
    pub case: String,
    /// The job that the path names.
    pub job: Option<String>,
    /// The body that was given to the client.
    #[serde(default)]
    pub sent: Value,
    /// The query that was given to the client.
    #[serde(default)]
    pub query: BTreeMap<String, Value>,
    /// The status of the answer; 0 when the client itself refuses to send.
    pub status: u16,
    /// The status of the job afterwards, or `gone`.
    pub then: Option<String>,
    /// The statuses of all attempts, where there is more than one.
    pub attempts: Option<Vec<u16>>,
    /// Checked by the program itself.
    #[serde(default, rename = "key")]
    _key: Option<String>,
}

/// The jobs that the client made of the answer, written back as JSON.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    pub job: Option<Value>,
    #[serde(default)]
    pub jobs: Vec<Value>,
}

/// A fault that a program asks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    pub operation: String,
    pub status: u16,
    pub times: u64,
}

impl Line {
    pub fn read(text: &str) -> Result<Self, Failure> {
        serde_json::from_str(text).map_err(|error| format!("{error} in the line {text}").into())
    }
}

impl Step {
    /// The statuses of the calls that it made.
    pub fn statuses(&self) -> Vec<u16> {
        match (&self.attempts, self.status) {
            (Some(attempts), _) => attempts.clone(),
            (None, 0) => Vec::new(),
            (None, status) => vec![status],
        }
    }
}

/// An operation by its name in the contract.
pub fn operation(name: &str) -> Result<OperationId, Failure> {
    let found = OPERATIONS.iter().find(|operation| operation.name == name);
    found.map(|operation| operation.id).ok_or_else(|| format!("no operation is {name}").into())
}
