//! The neutral list of calls: what either side is given.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use flatfile_jobs::api::{OPERATIONS, OperationId};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::step::operation;
use crate::world::Failure;

/// One call, by the names of the contract.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    pub name: String,
    operation: String,
    pub job: Option<String>,
    #[serde(default)]
    pub query: Map<String, Value>,
    pub body: Option<Value>,
    /// Whether the SDK's types have it.
    #[serde(default = "yes")]
    pub fits: bool,
}

fn yes() -> bool {
    true
}

impl Call {
    pub fn operation(&self) -> Result<OperationId, Failure> {
        operation(&self.operation)
    }

    /// The job, or the one that is there for calls without one.
    pub fn id(&self) -> &str {
        self.job.as_deref().unwrap_or("us_jb_3kQ9xTzA")
    }
}

pub fn read(path: &Path) -> Result<Vec<Call>, Failure> {
    let calls: Vec<Call> = serde_json::from_str(&fs::read_to_string(path)?)?;
    let names: BTreeSet<&str> = calls.iter().map(|call| call.name.as_str()).collect();
    if names.len() != calls.len() {
        return Err("two calls of calls.json have one name".into());
    }
    Ok(calls)
}

/// What the contract has and the list lacks: operations, and kinds of outcomes.
pub fn missing(calls: &[Call]) -> Result<Vec<String>, Failure> {
    let contract: Value = serde_json::from_str(flatfile_jobs::contract::OPENAPI_JSON)?;
    let schemas = &contract["components"]["schemas"];
    let mut missing = Vec::new();
    for operation in OPERATIONS {
        if !calls.iter().any(|call| call.operation == operation.name) {
            missing.push(operation.name.to_owned());
        }
    }
    let mapping = schemas["JobOutcomeNext"]["discriminator"]["mapping"].as_object();
    let kinds = mapping.into_iter().flat_map(Map::keys).map(String::as_str);
    let kinds = kinds.map(|kind| ("next", "/outcome/next/type", kind));
    let triggers = schemas["JobOutcomeTriggerType"]["enum"].as_array();
    let triggers: Vec<&str> = triggers.into_iter().flatten().filter_map(Value::as_str).collect();
    let plain = triggers.iter().map(|kind| ("trigger", "/outcome/trigger", *kind));
    let details = triggers.iter().map(|kind| ("trigger", "/outcome/trigger/type", *kind));
    let wanted: Vec<_> = kinds.chain(plain).chain(details).collect();
    if wanted.len() < 9 + 3 + 3 {
        return Err("the contract has fewer kinds of outcomes than it had".into());
    }
    for operation in [OperationId::CompleteJob, OperationId::FailJob] {
        let name = operation.operation().name;
        for (what, pointer, kind) in &wanted {
            let has = |call: &&Call| {
                let body = call.body.as_ref().and_then(|body| body.pointer(pointer));
                call.operation == name && body.and_then(Value::as_str) == Some(*kind)
            };
            if calls.iter().find(has).is_none() {
                missing.push(format!("{name} with the {what} {kind}, at {pointer}"));
            }
        }
    }
    Ok(missing)
}
