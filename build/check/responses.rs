//! Does every operation answer with one type, and is every body JSON?

use serde_json::Value;

use crate::codegen::document::{Document, join, last_key};
use crate::codegen::problem::Problem;
use crate::codegen::walk::{OperationAt, operations, resolve};

pub const JSON: &str = "application/json";

pub fn check(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    for operation in operations(document) {
        let body = join(&operation.pointer, "requestBody");
        if resolve(document, &body).is_some() {
            problems.extend(media(document, &body));
        }
        problems.extend(responses(document, &operation));
    }
    problems
}

fn responses(document: &Document, operation: &OperationAt<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let below = join(&operation.pointer, "responses");
    let Some(responses) = document.at(&below) else {
        return vec![document.problem(
            &operation.pointer,
            "the operation has no `responses`",
            "add `'200'` with the type of the answer",
        )];
    };
    let mut success: Option<(String, &Value)> = None;
    for (pointer, _) in document.in_file_order(&below, responses) {
        let status = last_key(&pointer);
        if status == "default" {
            problems.push(document.problem(
                &pointer,
                "`default` would stand for successes and failures alike",
                "write `4XX` and `5XX` instead",
            ));
            continue;
        }
        problems.extend(media(document, &pointer));
        if !status.starts_with('2') {
            continue;
        }
        let schema = resolve(document, &pointer)
            .and_then(|response| response.get("content")?.get(JSON)?.get("schema"));
        match (schema, &success) {
            (None, _) => problems.push(document.problem(
                &pointer,
                "a success without a JSON body is not supported",
                format!("add `content`, `{JSON}`, `schema`"),
            )),
            (Some(schema), Some((first, other))) if schema != *other => {
                problems.push(document.problem(
                    &pointer,
                    format!("the operation has two success types, here and at {first}"),
                    "let all of its 2xx answers share one schema",
                ));
            }
            (Some(schema), None) => success = Some((pointer, schema)),
            _ => {}
        }
    }
    if success.is_none() && problems.is_empty() {
        problems.push(document.problem(
            &below,
            "the operation has no success answer",
            "add `'200'` with the type of the answer",
        ));
    }
    problems
}

/// Bodies have one media type, and it is JSON.
fn media(document: &Document, pointer: &str) -> Option<Problem> {
    let content = resolve(document, pointer)?.get("content")?.as_object()?;
    let names: Vec<&str> = content.keys().map(String::as_str).collect();
    (names != [JSON]).then(|| {
        document.problem(
            &join(pointer, "content"),
            format!("the media types here are: {}", names.join(", ")),
            format!("declare exactly one, `{JSON}`"),
        )
    })
}
