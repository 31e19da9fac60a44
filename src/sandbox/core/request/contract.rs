//! What the contract says of the requests of each operation, taken from it once.

use std::sync::OnceLock;

use serde_json::Value;

use crate::api::{OPERATIONS, Operation};
use crate::contract::{component_of, document, schemas};

/// The component of what a worker reports, whole percents.
pub(super) const PROGRESS: &str = "Progress";
/// The component of all ids of jobs.
pub(super) const JOB_ID: &str = "JobId";
/// The component of a job itself.
const JOB: &str = "Job";

/// The requests of one operation.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// The component of its body.
    pub(super) body: Option<&'static str>,
    /// The member of its body that says how far the job is.
    pub(super) progress: Option<&'static str>,
    /// The members of its body that a job does not list.
    pub(super) beyond_job: Vec<&'static str>,
    /// What its query may hold.
    pub(super) query: Vec<Parameter>,
}

/// One parameter of a query.
#[derive(Debug)]
pub(super) struct Parameter {
    pub(super) name: &'static str,
    /// Its JSON type.
    pub(super) kind: &'static str,
    /// Its schema, when that is one of its own.
    pub(super) component: Option<&'static str>,
}

/// The requests of an operation.
pub(super) fn shape(operation: &Operation) -> &'static Shape {
    static SHAPES: OnceLock<Vec<Shape>> = OnceLock::new();
    static NONE: Shape =
        Shape { body: None, progress: None, beyond_job: Vec::new(), query: Vec::new() };
    // One for each row of the table, in its order.
    let shapes = SHAPES.get_or_init(|| OPERATIONS.iter().map(read).collect());
    shapes.get(operation.id as usize).unwrap_or(&NONE)
}

/// The members of a job that are dates.
pub(in crate::sandbox::core) fn dates_of_a_job() -> &'static [&'static str] {
    static DATES: OnceLock<Vec<&'static str>> = OnceLock::new();
    DATES.get_or_init(|| {
        let dates = members(JOB).filter(|(_, schema)| schema["format"] == "date-time");
        dates.map(|(name, _)| name).collect()
    })
}

/// Whether a schema is a component, by reference or as one part of it.
pub(super) fn refers_to(schema: &Value, component: &str) -> bool {
    let parts = schema["allOf"].as_array().into_iter().flatten();
    parts.chain([schema]).any(|part| reference(part) == Some(component))
}

fn read(operation: &Operation) -> Shape {
    let written = &document()["paths"][operation.path][operation.method.to_ascii_lowercase()];
    let body = reference(&written["requestBody"]["content"]["application/json"]["schema"]);
    let listed = || body.into_iter().flat_map(members);
    let in_a_job = |name: &str| members(JOB).any(|(other, _)| other == name);
    let parameters = written["parameters"].as_array().into_iter().flatten();
    Shape {
        body,
        progress: listed().find(|(_, schema)| refers_to(schema, PROGRESS)).map(|(name, _)| name),
        beyond_job: listed().map(|(name, _)| name).filter(|name| !in_a_job(name)).collect(),
        query: parameters.filter_map(query).collect(),
    }
}

fn query(parameter: &'static Value) -> Option<Parameter> {
    let parameter = component_of(parameter)?;
    if parameter["in"] != "query" {
        return None;
    }
    let schema = &parameter["schema"];
    Some(Parameter {
        name: parameter["name"].as_str()?,
        kind: component_of(schema)?["type"].as_str()?,
        component: reference(schema),
    })
}

/// The members that a component lists.
fn members(component: &str) -> impl Iterator<Item = (&'static str, &'static Value)> {
    let schema = schemas().and_then(|schemas| schemas.get(component));
    let listed = schema.and_then(|schema| schema["properties"].as_object());
    listed.into_iter().flatten().map(|(name, schema)| (name.as_str(), schema))
}

fn reference(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.rsplit('/').next()
}
