//! Does every operation have an id, and say when it may be sent again?

use std::collections::BTreeMap;

use serde_json::Value;

use super::near::nearest;
use crate::codegen::document::{Document, join};
use crate::codegen::problem::Problem;
use crate::codegen::walk::{OperationAt, operations};

/// The values of `x-retry`.
pub const RETRY_CLASSES: [&str; 4] = ["safe", "idempotent", "settle", "once"];

pub fn check(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen: BTreeMap<&str, String> = BTreeMap::new();
    let operations = operations(document);
    let listed = document.at("/paths").is_some_and(Value::is_object);
    if operations.is_empty() && listed {
        problems.push(document.problem("/paths", "there is no operation", "add one under `paths`"));
    }
    for operation in &operations {
        problems.extend(operation_id(document, operation, &mut seen));
        problems.extend(retry_class(document, operation));
        problems.extend(settles_to(document, operation));
    }
    problems
}

fn operation_id<'a>(
    document: &Document,
    operation: &OperationAt<'a>,
    seen: &mut BTreeMap<&'a str, String>,
) -> Option<Problem> {
    let Some(id) = operation.value.get("operationId") else {
        return Some(document.problem(
            &operation.pointer,
            "the operation has no `operationId`",
            "add one; the generated method is named after it",
        ));
    };
    let at = join(&operation.pointer, "operationId");
    let id = id.as_str()?;
    if id.is_empty() {
        let cure = "name it; the generated method is named after it";
        return Some(document.problem(&at, "the `operationId` is empty", cure));
    }
    let first = seen.insert(id, operation.pointer.clone())?;
    Some(document.problem(
        &at,
        format!("`{id}` is also the id of {first}"),
        "give each operation an id of its own",
    ))
}

fn retry_class(document: &Document, operation: &OperationAt<'_>) -> Option<Problem> {
    let cure = format!("set `x-retry` to one of: {}", RETRY_CLASSES.join(", "));
    let Some(class) = operation.value.get("x-retry") else {
        let what = "the operation does not say when it may be sent again";
        return Some(document.problem(&operation.pointer, what, cure));
    };
    // What is no text has a problem already, as an extension.
    let word = class.as_str().filter(|_| !is_class(class))?;
    let near = nearest(word, RETRY_CLASSES.into_iter());
    let cure = near.map_or(cure, |near| format!("write `{near}`, if that is meant"));
    let at = join(&operation.pointer, "x-retry");
    Some(document.problem(&at, format!("{class} does not say when it may be sent again"), cure))
}

fn is_class(value: &Value) -> bool {
    value.as_str().is_some_and(|class| RETRY_CLASSES.contains(&class))
}

fn settles_to(document: &Document, operation: &OperationAt<'_>) -> Option<Problem> {
    let pointer = join(&operation.pointer, "x-settles-to");
    // What was meant by another word is not known: it has a problem of its own.
    let class = operation.value.get("x-retry").filter(|class| is_class(class))?;
    match (class.as_str(), operation.value.get("x-settles-to")) {
        (Some("settle"), None) => Some(document.problem(
            &operation.pointer,
            "the operation settles a job, but not to a status",
            "add `x-settles-to` with the status that the job has afterwards",
        )),
        (Some("settle"), Some(status)) => {
            let list = |key: &str| {
                let pointer = format!("/components/schemas/JobStatus/{key}");
                document.at(&pointer).and_then(Value::as_array)
            };
            let within = |list: Option<&Vec<Value>>| list.is_some_and(|it| it.contains(status));
            if !within(list("enum")) {
                return Some(document.problem(
                    &pointer,
                    format!("{status} is not a value of JobStatus"),
                    "name one of its values",
                ));
            }
            (!within(list("x-ends"))).then(|| {
                document.problem(
                    &pointer,
                    format!("{status} is no end of a job"),
                    "name one of those under `x-ends` of JobStatus",
                )
            })
        }
        (_, Some(_)) => Some(document.problem(
            &pointer,
            "only an operation with `x-retry: settle` settles a job",
            "remove it, or change `x-retry`",
        )),
        _ => None,
    }
}
