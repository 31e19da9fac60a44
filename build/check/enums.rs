//! Can every enumeration grow, and does it name each value once?

use serde_json::Value;

use super::schemas::is_component;
use crate::codegen::document::{Document, join};
use crate::codegen::problem::Problem;
use crate::codegen::walk::{reference, schemas};

pub fn check(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    schemas(document, &mut |pointer, schema| {
        if reference(schema).is_none() {
            problems.extend(enumeration(document, pointer, schema));
            problems.extend(aliases(document, pointer, schema));
            problems.extend(ends(document, pointer, schema));
        }
    });
    problems
}

fn is_open(schema: &Value) -> bool {
    schema.get("x-open") == Some(&Value::Bool(true))
}

fn enumeration(document: &Document, pointer: &str, schema: &Value) -> Vec<Problem> {
    let mut problems = Vec::new();
    let open = is_open(schema);
    let Some(values) = schema.get("enum").and_then(Value::as_array) else {
        if open {
            problems.push(document.problem(
                &join(pointer, "x-open"),
                "`x-open` stands on a schema without `enum`",
                "add the known values, or remove it",
            ));
        }
        return problems;
    };
    let at = join(pointer, "enum");
    if values.is_empty() {
        problems.push(document.problem(
            &at,
            "this enumeration has no value",
            "add the known values, or remove it",
        ));
    }
    let text = schema.get("type") == Some(&"string".into());
    // One allowed value is a mark; more of them will grow one day.
    let mark = values.len() == 1 && !open;
    let said = schema.get("x-open").is_some_and(|it| !it.is_boolean())
        || super::near::misspelt(schema, "x-open");
    if !mark && !said && (!open || !is_component(pointer) || !text) {
        problems.push(document.problem(
            pointer,
            "an enumeration that cannot grow would refuse a new value of the server",
            "make it a named component with `type: string` and `x-open: true`",
        ));
    }
    if schema.get("format").is_some() {
        let what = "`format` beside `enum` says nothing";
        problems.push(document.problem(&join(pointer, "format"), what, "remove it"));
    }
    for (index, value) in values.iter().enumerate() {
        let at = join(&at, &index.to_string());
        if text && !value.is_string() {
            problems.push(document.problem(
                &at,
                format!("{value} is no text"),
                format!("write it in quotes: '{}'", value.to_string().replace('"', "")),
            ));
        } else if values[..index].contains(value) {
            let what = format!("{value} stands here twice");
            problems.push(document.problem(&at, what, "remove one of the two"));
        }
    }
    problems
}

/// Another spelling means a value of the enumeration, and is none itself.
fn aliases(document: &Document, pointer: &str, schema: &Value) -> Vec<Problem> {
    let values = schema.get("enum").and_then(Value::as_array);
    let is_value = |value: &Value| values.is_some_and(|values| values.contains(value));
    let pointer = join(pointer, "x-aliases");
    let mut problems = Vec::new();
    if schema.get("x-aliases").is_some() && !is_open(schema) {
        let what = "other spellings are read of an open enumeration alone";
        problems.push(document.problem(&pointer, what, "add `x-open: true`, or remove them"));
    }
    for (alias, meant) in schema.get("x-aliases").and_then(Value::as_object).into_iter().flatten() {
        let at = join(&pointer, alias);
        if !is_value(meant) {
            problems.push(document.problem(
                &at,
                format!("{meant} is not a value of this enumeration"),
                "name one of those under `enum`",
            ));
        }
        if is_value(&alias.as_str().into()) {
            problems.push(document.problem(
                &at,
                format!("`{alias}` is a value of its own"),
                "remove it here or under `enum`",
            ));
        }
    }
    problems
}

/// The statuses that a job ends in are values of the enumeration.
fn ends(document: &Document, pointer: &str, schema: &Value) -> Vec<Problem> {
    let values = schema.get("enum").and_then(Value::as_array);
    let at = join(pointer, "x-ends");
    let ends = schema.get("x-ends").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let mut problems = Vec::new();
    for (index, end) in ends.iter().enumerate() {
        let known = values.is_none_or(|values| values.is_empty() || values.contains(end));
        if !known || ends[..index].contains(end) {
            problems.push(document.problem(
                &join(&at, &index.to_string()),
                format!("{end} is not a value of this enumeration, or stands here twice"),
                "name each end once, as under `enum`",
            ));
        }
    }
    problems
}
