//! Does every operation have an id, a retry class, and the parameters that its
//! path names?

use std::collections::BTreeMap;

use serde_json::Value;

use crate::codegen::document::{Document, join};
use crate::codegen::problem::Problem;
use crate::codegen::walk::{OperationAt, operations};

/// The values of `x-retry`.
pub const RETRY_CLASSES: [&str; 4] = ["safe", "idempotent", "settle", "once"];

pub fn check(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen: BTreeMap<&str, String> = BTreeMap::new();
    let operations = operations(document);
    if operations.is_empty() {
        problems.push(document.problem("/paths", "there is no operation", "add one under `paths`"));
    }
    for operation in &operations {
        problems.extend(operation_id(document, operation, &mut seen));
        problems.extend(retry_class(document, operation));
        problems.extend(path_parameters(document, operation));
    }
    problems
}

fn operation_id<'a>(
    document: &Document,
    operation: &OperationAt<'a>,
    seen: &mut BTreeMap<&'a str, String>,
) -> Option<Problem> {
    let Some(id) = operation.value.get("operationId").and_then(Value::as_str) else {
        return Some(document.problem(
            &operation.pointer,
            "the operation has no `operationId`",
            "add one; the generated method is named after it",
        ));
    };
    let first = seen.insert(id, operation.pointer.clone())?;
    Some(document.problem(
        &join(&operation.pointer, "operationId"),
        format!("`{id}` is also the id of {first}"),
        "give each operation an id of its own",
    ))
}

fn retry_class(document: &Document, operation: &OperationAt<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let class = operation.text("x-retry");
    if !class.is_some_and(|class| RETRY_CLASSES.contains(&class)) {
        let pointer = match operation.value.get("x-retry") {
            Some(_) => join(&operation.pointer, "x-retry"),
            None => operation.pointer.clone(),
        };
        problems.push(document.problem(
            &pointer,
            "the operation does not say when it may be sent again",
            format!("set `x-retry` to one of: {}", RETRY_CLASSES.join(", ")),
        ));
    }
    if operation.value.get("x-reopens").is_some_and(|reopens| !reopens.is_boolean()) {
        problems.push(document.problem(
            &join(&operation.pointer, "x-reopens"),
            "`x-reopens` is neither true nor false",
            "write true, or remove it",
        ));
    }
    let settles_to = operation.value.get("x-settles-to");
    let pointer = join(&operation.pointer, "x-settles-to");
    match (class, settles_to) {
        (Some("settle"), None) => problems.push(document.problem(
            &operation.pointer,
            "the operation settles a job, but not to a status",
            "add `x-settles-to` with the status that the job has afterwards",
        )),
        (Some("settle"), Some(status)) => {
            let known = document.at("/components/schemas/JobStatus/enum").and_then(Value::as_array);
            if !known.is_some_and(|known| known.contains(status)) {
                problems.push(document.problem(
                    &pointer,
                    format!("{status} is not a value of JobStatus"),
                    "name one of its values",
                ));
            }
        }
        (_, Some(_)) => problems.push(document.problem(
            &pointer,
            "only an operation with `x-retry: settle` settles a job",
            "remove it, or change `x-retry`",
        )),
        _ => {}
    }
    problems
}

fn path_parameters(document: &Document, operation: &OperationAt<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let named: Vec<&str> = operation
        .path
        .split('/')
        .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
        .collect();
    let parameters = operation.parameters(document);
    let declared: Vec<(&String, &str)> = parameters
        .iter()
        .filter(|(_, parameter)| parameter.get("in").and_then(Value::as_str) == Some("path"))
        .filter_map(|(pointer, parameter)| Some((pointer, parameter.get("name")?.as_str()?)))
        .collect();
    for name in &named {
        if !declared.iter().any(|(_, declared)| declared == name) {
            problems.push(document.problem(
                &operation.pointer,
                format!("the path names `{{{name}}}`, but no parameter declares it"),
                format!("add a parameter `{name}` with `in: path`"),
            ));
        }
    }
    for (pointer, name) in &declared {
        if !named.contains(name) {
            problems.push(document.problem(
                pointer,
                format!("the path parameter `{name}` is not in `{}`", operation.path),
                format!("remove it, or write `{{{name}}}` into the path"),
            ));
        }
    }
    for (pointer, parameter) in &parameters {
        let location = parameter.get("in").and_then(Value::as_str).unwrap_or_default();
        let supported = match location {
            "query" | "path" => true,
            "header" => constant(parameter).is_some(),
            _ => false,
        };
        if !supported {
            problems.push(document.problem(
                pointer,
                format!("a parameter in `{location}` of this form is not supported"),
                "use path, query, or a required header with one allowed value",
            ));
        }
    }
    problems
}

/// The name and value of a required header that can have only one value.
pub fn constant(parameter: &Value) -> Option<(&str, &str)> {
    let required = parameter.get("required").and_then(Value::as_bool) == Some(true);
    let header = parameter.get("in").and_then(Value::as_str) == Some("header");
    let values = parameter.pointer("/schema/enum").and_then(Value::as_array)?;
    match (required && header, values.as_slice()) {
        (true, [Value::String(value)]) => Some((parameter.get("name")?.as_str()?, value)),
        _ => None,
    }
}
