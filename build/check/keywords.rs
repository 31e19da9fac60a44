//! Is every keyword one that OpenAPI 3.0 has, with a value of the right kind?
//!
//! The document is read into the OpenAPI model and written back. What a reader
//! of the model cannot see, because it is misspelt or misplaced, is missing
//! from what comes back.

use openapiv3::{OpenAPI, PathItem, ReferenceOr, Schema};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::codegen::document::{Document, join, last_key};
use crate::codegen::problem::Problem;
use crate::codegen::walk::subschemas;

pub fn check(document: &Document) -> Vec<Problem> {
    if let Some(version) = document.at("/openapi").and_then(Value::as_str)
        && !version.starts_with("3.0.")
    {
        return vec![document.problem(
            "/openapi",
            format!("`{version}` is not a version that the generator reads"),
            "write the contract in OpenAPI 3.0.3",
        )];
    }
    match decode::<OpenAPI>(document.root()) {
        Ok(model) => {
            let back = serde_json::to_value(model).unwrap_or_default();
            let mut problems = Vec::new();
            vanished(document, "", document.root(), &back, &mut problems);
            problems
        }
        Err(whole) => narrow(document, whole),
    }
}

fn decode<T: DeserializeOwned>(value: &Value) -> Result<T, Failure> {
    serde_path_to_error::deserialize(value).map_err(|error| Failure {
        pointer: error.path().iter().fold(String::new(), |pointer, segment| {
            join(&pointer, segment.to_string().trim_matches(['[', ']']))
        }),
        text: error.inner().to_string(),
    })
}

struct Failure {
    pointer: String,
    text: String,
}

/// The model reads large parts without saying where they failed, so each part
/// that can be read by itself is tried by itself.
fn narrow(document: &Document, whole: Failure) -> Vec<Problem> {
    let mut problems = Vec::new();
    if let Some(schemas) = document.at("/components/schemas") {
        for (pointer, schema) in document.in_file_order("/components/schemas", schemas) {
            narrow_schema(document, &pointer, schema, &mut problems);
        }
    }
    if let Some(paths) = document.at("/paths") {
        for (pointer, item) in document.in_file_order("/paths", paths) {
            if let Err(failure) = decode::<PathItem>(item) {
                problems.push(unreadable(
                    document,
                    &format!("{pointer}{}", failure.pointer),
                    &failure.text,
                ));
            }
        }
    }
    if problems.is_empty() {
        problems.push(unreadable(document, &whole.pointer, &whole.text));
    }
    problems
}

fn narrow_schema(document: &Document, pointer: &str, schema: &Value, problems: &mut Vec<Problem>) {
    let Err(failure) = decode::<ReferenceOr<Schema>>(schema) else {
        return;
    };
    let before = problems.len();
    for (child_pointer, child) in subschemas(pointer, schema) {
        narrow_schema(document, &child_pointer, child, problems);
    }
    if problems.len() == before {
        problems.push(unreadable(document, pointer, &failure.text));
    }
}

fn unreadable(document: &Document, pointer: &str, text: &str) -> Problem {
    document.problem(
        pointer,
        format!("OpenAPI 3.0 does not allow this here: {text}"),
        "compare its members and their kinds with the specification",
    )
}

fn vanished(
    document: &Document,
    pointer: &str,
    raw: &Value,
    back: &Value,
    problems: &mut Vec<Problem>,
) {
    match (raw, back) {
        (Value::Object(raw_members), Value::Object(back_members)) => {
            for (key, child) in raw_members {
                let child_pointer = join(pointer, key);
                match back_members.get(key) {
                    Some(back) => vanished(document, &child_pointer, child, back, problems),
                    None if means_nothing(child) => {}
                    None if raw_members.contains_key("$ref") => problems.push(document.problem(
                        &child_pointer,
                        format!("`{key}` beside `$ref` is ignored"),
                        "put the reference into `allOf: [ ... ]` and keep the rest beside that",
                    )),
                    None => problems.push(document.problem(
                        &child_pointer,
                        format!("`{key}` is not a keyword that OpenAPI 3.0 knows here"),
                        format!("correct its spelling, or name it `x-{key}` if it is an extension"),
                    )),
                }
            }
        }
        (Value::Array(raw_items), Value::Array(back_items)) => {
            for (index, (raw, back)) in raw_items.iter().zip(back_items).enumerate() {
                vanished(document, &join(pointer, &index.to_string()), raw, back, problems);
            }
        }
        _ if !same(raw, back) => problems.push(document.problem(
            pointer,
            format!("the value of `{}` is read as `{back}`", last_key(pointer)),
            "write it as the kind of value that the specification asks for",
        )),
        _ => {}
    }
}

/// A member that says what its absence says too.
fn means_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

fn same(raw: &Value, back: &Value) -> bool {
    raw == back || matches!((raw.as_f64(), back.as_f64()), (Some(a), Some(b)) if a == b)
}
