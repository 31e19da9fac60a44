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
    /// Whether the contract has all of it.
    #[serde(default = "yes")]
    known: bool,
    /// The form of its config, as the contract names it.
    config: Option<String>,
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
    let configs = schemas.as_object().into_iter().flatten();
    for (name, _) in configs.filter(|(_, schema)| schema["x-config"] == true) {
        if !calls.iter().any(|call| call.config.as_ref() == Some(name)) {
            missing.push(name.clone());
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

/// What the contract does not know of the bodies. The types here would carry it
/// through as it is, so that nothing would be compared.
pub fn unknown(calls: &[Call]) -> Result<Vec<String>, Failure> {
    let contract: Value = serde_json::from_str(flatfile_jobs::contract::OPENAPI_JSON)?;
    let mut found = Vec::new();
    for call in calls {
        let Some(body) = &call.body else { continue };
        let component = body_of(&contract, &call.operation)
            .ok_or_else(|| format!("{}: the operation takes no body", call.name))?;
        let config = call.config.as_ref().map(|config| (config.as_str(), &body["config"]));
        let mut unknown = Vec::new();
        for (component, value) in config.into_iter().chain([(component, body)]) {
            if contract["components"]["schemas"].get(component).is_none() {
                unknown.push(format!("the schema {component}"));
            }
            let members = flatfile_jobs::contract::unknown(component, value);
            unknown.extend(members.iter().map(|unknown| format!("a {unknown} of {component}")));
        }
        match (unknown.is_empty(), call.known) {
            (true, false) => found.push(format!("{}: the contract knows all of it", call.name)),
            (false, true) => {
                found.push(format!("{}: the contract lacks {}", call.name, unknown.join(", ")));
            }
            _ => {}
        }
    }
    Ok(found)
}

/// The schema of an operation's body.
fn body_of<'a>(contract: &'a Value, name: &str) -> Option<&'a str> {
    let items = contract["paths"].as_object()?.values().filter_map(Value::as_object);
    let operation = items.flat_map(Map::values).find(|it| it["operationId"] == name)?;
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    schema["$ref"].as_str()?.rsplit('/').next()
}
