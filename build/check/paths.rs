//! Is every path one that can be sent as it stands, with the parameters that
//! it names, and with methods that the crate has?

use std::collections::BTreeMap;

use serde_json::Value;

use super::http;
use crate::codegen::document::{Document, join, last_key};
use crate::codegen::problem::Problem;
use crate::codegen::walk::{METHODS, OperationAt, operations};

pub fn check(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut shapes: BTreeMap<String, String> = BTreeMap::new();
    for (pointer, item) in items(document) {
        let path = last_key(&pointer);
        let wrong = wrong_path(document, &pointer, &path);
        if wrong.is_none()
            && let Some(other) = shapes.insert(shape(&path), path.clone())
        {
            problems.push(document.problem(
                &pointer,
                format!("`{path}` is the same path as `{other}`: only names of parameters differ"),
                "put the operations of both under one of them",
            ));
        }
        problems.extend(wrong);
        problems.extend(methods(document, &pointer, item));
    }
    for operation in operations(document) {
        // What a path that is wrong names is not known.
        if wrong_path(document, &operation.item_pointer, &operation.path).is_none() {
            problems.extend(parameters(document, &operation));
        }
    }
    problems
}

fn items(document: &Document) -> Vec<(String, &Value)> {
    let Some(paths) = document.at("/paths") else { return Vec::new() };
    let mut items = document.in_file_order("/paths", paths);
    items.retain(|(pointer, _)| !last_key(pointer).starts_with("x-"));
    items
}

/// The parameter that a segment is.
fn parameter(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}').filter(|name| !name.contains(['{', '}']))
}

fn shape(path: &str) -> String {
    path.split('/').map(|it| parameter(it).map_or(it, |_| "{}")).collect::<Vec<_>>().join("/")
}

fn wrong_path(document: &Document, pointer: &str, path: &str) -> Option<Problem> {
    let Some(below) = path.strip_prefix('/') else {
        return Some(document.problem(
            pointer,
            format!("the path `{path}` does not begin with a slash"),
            format!("write `/{path}`"),
        ));
    };
    let mut seen = Vec::new();
    for segment in below.split('/') {
        let why = match parameter(segment) {
            Some("") => Some("a parameter in it has no name"),
            Some(name) if seen.contains(&name) => Some("a parameter stands in it twice"),
            Some(name) => {
                seen.push(name);
                None
            }
            None => http::segment(segment),
        };
        if let Some(why) = why {
            return Some(document.problem(
                pointer,
                format!("calls of `{path}` could not be sent: {why}"),
                "correct the path; what varies belongs into a parameter",
            ));
        }
    }
    None
}

fn methods(document: &Document, pointer: &str, item: &Value) -> Vec<Problem> {
    let mut problems = Vec::new();
    for method in ["head", "options", "trace"] {
        if item.get(method).is_some() {
            problems.push(document.problem(
                &join(pointer, method),
                format!("the method `{method}` is not supported"),
                format!("use one of {}, or remove it", METHODS.join(", ")),
            ));
        }
    }
    if item.get("servers").is_some() {
        problems.push(own_servers(document, pointer));
    }
    for method in METHODS {
        let operation = join(pointer, method);
        if item.get(method).is_some_and(|operation| operation.get("servers").is_some()) {
            problems.push(own_servers(document, &operation));
        }
        if item.get(method).is_some_and(|operation| operation.get("callbacks").is_some()) {
            problems.push(document.problem(
                &join(&operation, "callbacks"),
                "callbacks are not supported",
                "describe what the server sends as schemas under `components`",
            ));
        }
    }
    problems
}

fn own_servers(document: &Document, pointer: &str) -> Problem {
    document.problem(
        &join(pointer, "servers"),
        "servers for a part of the contract are not supported: all calls go to one base URL",
        "remove it; `servers` at the top stays",
    )
}

/// The parameters that a path names and those that are declared are the same.
fn parameters(document: &Document, operation: &OperationAt<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let named: Vec<&str> = operation.path.split('/').filter_map(parameter).collect();
    let parameters = operation.parameters(document);
    let declared: Vec<(&String, &str)> = parameters
        .iter()
        .filter(|(_, parameter)| parameter.get("in").and_then(Value::as_str) == Some("path"))
        .filter_map(|(pointer, parameter)| Some((pointer, parameter.get("name")?.as_str()?)))
        .collect();
    for name in &named {
        if !name.is_empty() && !declared.iter().any(|(_, declared)| declared == name) {
            problems.push(document.problem(
                &operation.pointer,
                format!("the path names `{{{name}}}`, but no parameter declares it"),
                format!("add a parameter `{name}` with `in: path`"),
            ));
        }
    }
    for (pointer, name) in &declared {
        if !named.contains(name) {
            // A shared parameter is right; what is wrong is that it is used here.
            let shared = pointer.starts_with("/components/");
            let at = if shared { &operation.pointer } else { *pointer };
            problems.push(document.problem(
                at,
                format!("the path parameter `{name}` is not in `{}`", operation.path),
                format!("remove it, or write `{{{name}}}` into the path"),
            ));
        }
    }
    problems
}
