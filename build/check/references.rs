//! Does every reference lead somewhere inside this file?

use serde_json::Value;

use crate::codegen::document::{Document, join};
use crate::codegen::problem::Problem;

pub fn check(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    walk(document, "", document.root(), &mut problems);
    problems
}

fn walk(document: &Document, pointer: &str, node: &Value, problems: &mut Vec<Problem>) {
    match node {
        Value::Object(members) => {
            for (key, child) in members {
                let child_pointer = join(pointer, key);
                match (key.as_str(), child) {
                    ("$ref", Value::String(target)) => {
                        problems.extend(unresolved(document, &child_pointer, target));
                    }
                    ("mapping", Value::Object(targets)) if pointer.ends_with("/discriminator") => {
                        for (value, target) in targets {
                            let target = target.as_str().unwrap_or_default();
                            problems.extend(unresolved(
                                document,
                                &join(&child_pointer, value),
                                target,
                            ));
                        }
                    }
                    // An example may hold anything, a `$ref` of its own included.
                    ("example" | "examples", _) => {}
                    _ => walk(document, &child_pointer, child, problems),
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(document, &join(pointer, &index.to_string()), item, problems);
            }
        }
        _ => {}
    }
}

fn unresolved(document: &Document, pointer: &str, target: &str) -> Option<Problem> {
    match target.strip_prefix('#') {
        Some(local) if document.at(local).is_some() => None,
        Some(_) => Some(document.problem(
            pointer,
            format!("nothing stands at `{target}`"),
            "add it under `components`, or correct the reference",
        )),
        None => Some(document.problem(
            pointer,
            format!("`{target}` leads out of this file"),
            "the contract is one file: write `#/components/...`",
        )),
    }
}
