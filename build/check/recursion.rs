//! Does every schema come to an end? One that is made of itself, or requires
//! itself, has no value at all; a tree, whose leaves require nothing, is fine.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::all_of::members;
use super::kinds::alone;
use crate::codegen::document::{Document, join};
use crate::codegen::problem::Problem;
use crate::codegen::walk::{component, reference, resolve};

pub fn check(document: &Document) -> Vec<Problem> {
    let Some(schemas) = document.at("/components/schemas").filter(|it| it.is_object()) else {
        return Vec::new();
    };
    let schemas = document.in_file_order("/components/schemas", schemas);
    let parts: Edges =
        schemas.iter().map(|(pointer, schema)| (pointer.clone(), made_of(schema))).collect();
    let rings = rings(&parts);
    if !rings.is_empty() {
        // A ring of references alone is said at the reference.
        let others = rings.iter().filter(|pointer| resolve(document, pointer).is_some());
        let problem = |pointer: &String| {
            document.problem(
                pointer,
                "this schema is made of itself",
                "remove the part that leads back here",
            )
        };
        return others.map(problem).collect();
    }
    endless(document, &schemas)
        .iter()
        .map(|pointer| {
            document.problem(
                pointer,
                "no value of this schema comes to an end: it requires itself",
                "let one of the members that lead back be optional, or a list",
            )
        })
        .collect()
}

/// Which components lead to which.
type Edges = BTreeMap<String, Vec<String>>;

fn target(schema: &Value) -> Option<String> {
    component(schema).map(|_| reference(schema).unwrap_or_default()[1..].to_owned())
}

/// What a schema is made of: itself, not something in a member.
fn made_of(schema: &Value) -> Vec<String> {
    let mut found: Vec<String> = target(schema).into_iter().collect();
    for keyword in ["allOf", "oneOf"] {
        for part in schema.get(keyword).and_then(Value::as_array).into_iter().flatten() {
            found.extend(made_of(part));
        }
    }
    found
}

/// One node of each ring, the first by name.
fn rings(edges: &Edges) -> Vec<String> {
    let reach: BTreeMap<&String, BTreeSet<&String>> =
        edges.keys().map(|from| (from, reached(edges, from))).collect();
    let comes_back =
        |from: &String, to: &String| reach.get(to).is_some_and(|reached| reached.contains(from));
    let mut found: Vec<String> = Vec::new();
    for (from, reached) in &reach {
        let ring = reached.contains(*from);
        let said = found.iter().any(|other| reached.contains(other) && comes_back(from, other));
        if ring && !said {
            found.push((*from).clone());
        }
    }
    found
}

fn reached<'a>(edges: &'a Edges, from: &String) -> BTreeSet<&'a String> {
    let mut seen = BTreeSet::new();
    let mut next: Vec<&String> = edges.get(from).into_iter().flatten().collect();
    while let Some(node) = next.pop() {
        if seen.insert(node) {
            next.extend(edges.get(node).into_iter().flatten());
        }
    }
    seen
}

/// The components of which no finite value exists, one of each ring.
fn endless(document: &Document, schemas: &[(String, &Value)]) -> Vec<String> {
    let mut ends: BTreeSet<String> = BTreeSet::new();
    // Each round finds what ends because of what was found before.
    loop {
        let before = ends.len();
        for (pointer, schema) in schemas {
            if !ends.contains(pointer) && ends_with(document, pointer, schema, &ends) {
                ends.insert(pointer.clone());
            }
        }
        if ends.len() == before {
            break;
        }
    }
    let edges: Edges = schemas
        .iter()
        .filter(|(pointer, _)| !ends.contains(pointer))
        .map(|(pointer, schema)| {
            let mut needs = Vec::new();
            needed(document, pointer, schema, &mut needs);
            needs.retain(|target| !ends.contains(target));
            (pointer.clone(), needs)
        })
        .collect();
    rings(&edges)
}

/// Whether a schema has a finite value, as far as that is known.
fn ends_with(document: &Document, pointer: &str, schema: &Value, ends: &BTreeSet<String>) -> bool {
    if schema.get("nullable") == Some(&Value::Bool(true)) {
        return true;
    }
    if let Some(target) = target(schema) {
        // What is not there is said elsewhere.
        return ends.contains(&target) || document.at(&target).is_none();
    }
    if let Some(alternatives) = schema.get("oneOf").and_then(Value::as_array) {
        let below = join(pointer, "oneOf");
        return alternatives.is_empty()
            || alternatives.iter().enumerate().any(|(index, alternative)| {
                ends_with(document, &join(&below, &index.to_string()), alternative, ends)
            });
    }
    if let Some(part) = schema.pointer("/allOf/0").filter(|_| alone(schema)) {
        return ends_with(document, &join(&join(pointer, "allOf"), "0"), part, ends);
    }
    members(document, pointer)
        .iter()
        .filter(|member| member.required)
        .all(|member| ends_with(document, &member.pointer, member.schema, ends))
}

/// The components without which a schema has no value.
fn needed(document: &Document, pointer: &str, schema: &Value, found: &mut Vec<String>) {
    if schema.get("nullable") == Some(&Value::Bool(true)) {
        return;
    }
    if let Some(target) = target(schema) {
        found.push(target);
        return;
    }
    for keyword in ["oneOf", "allOf"] {
        let below = join(pointer, keyword);
        let parts = schema.get(keyword).and_then(Value::as_array).into_iter().flatten();
        for (index, part) in parts.enumerate() {
            needed(document, &join(&below, &index.to_string()), part, found);
        }
    }
    for member in members(document, pointer).iter().filter(|member| member.required) {
        needed(document, &member.pointer, member.schema, found);
    }
}
