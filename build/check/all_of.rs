//! `allOf`: one reference in it, to say that it may be null, or several
//! objects whose members are put together.

use std::collections::BTreeMap;

use serde_json::Value;

use super::kinds::{Shape, alone, shape};
use crate::codegen::document::{Document, join};
use crate::codegen::problem::Problem;
use crate::codegen::walk::{reference, resolved, schemas};

/// One member of an object, wherever `allOf` has it from.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    pub name: String,
    pub pointer: String,
    pub schema: &'a Value,
    pub required: bool,
}

/// The members of the object at a pointer, in the order of the file, those of
/// the parts of an `allOf` first.
pub fn members<'a>(document: &'a Document, pointer: &str) -> Vec<Member<'a>> {
    let mut found = Vec::new();
    let mut required = Vec::new();
    gather(document, pointer, &mut Vec::new(), &mut found, &mut required);
    for member in &mut found {
        member.required = required.contains(&member.name.as_str());
    }
    found
}

fn gather<'a>(
    document: &'a Document,
    pointer: &str,
    above: &mut Vec<String>,
    found: &mut Vec<Member<'a>>,
    required: &mut Vec<&'a str>,
) {
    let Some((at, schema)) = resolved(document, pointer) else { return };
    // A ring is said by another check.
    if above.contains(&at) || above.len() > 64 {
        return;
    }
    above.push(at.clone());
    let parts = schema.get("allOf").and_then(Value::as_array).map_or(0, Vec::len);
    for index in 0..parts {
        let part = join(&join(&at, "allOf"), &index.to_string());
        gather(document, &part, above, found, required);
    }
    let names = schema.get("required").and_then(Value::as_array);
    required.extend(names.into_iter().flatten().filter_map(Value::as_str));
    if let Some(properties) = schema.get("properties") {
        for (pointer, schema) in document.in_file_order(&join(&at, "properties"), properties) {
            let name = crate::codegen::document::last_key(&pointer);
            if !found.iter().any(|member| member.name == name) {
                found.push(Member { name, pointer, schema, required: false });
            }
        }
    }
    above.pop();
}

pub fn check(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    schemas(document, &mut |pointer, schema| {
        if reference(schema).is_some() {
            return;
        }
        let Some(parts) = schema.get("allOf").and_then(Value::as_array) else { return };
        if parts.is_empty() {
            problems.push(document.problem(
                &join(pointer, "allOf"),
                "an `allOf` of nothing says nothing",
                "name its parts, or remove it",
            ));
        }
        if schema.get("oneOf").is_some() {
            problems.push(document.problem(
                &join(pointer, "oneOf"),
                "`oneOf` beside `allOf` is not supported",
                "give the union a name under `components/schemas`, and refer to it",
            ));
        } else if !alone(schema) {
            problems.extend(parts_of_one(document, pointer, schema, parts));
        }
    });
    problems
}

fn parts_of_one(
    document: &Document,
    pointer: &str,
    schema: &Value,
    parts: &[Value],
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen: BTreeMap<String, &Value> = BTreeMap::new();
    let own = schema.get("properties").map(|_| pointer.to_owned());
    let below = join(pointer, "allOf");
    let pointers = (0..parts.len()).map(|index| join(&below, &index.to_string()));
    for part in pointers.chain(own) {
        let is_own = part == pointer;
        if !is_own && !is_object(document, &part) {
            problems.push(document.problem(
                &part,
                "only objects with members can be put together",
                "refer to such an object, or describe its members here",
            ));
            continue;
        }
        let members = match is_own {
            true => own_members(document, pointer, schema),
            false => members(document, &part),
        };
        for Member { name, pointer: at, schema, .. } in members {
            if let Some(other) = seen.insert(name.clone(), schema)
                && other != schema
            {
                let at = if at.starts_with(pointer) { &at } else { &part };
                problems.push(document.problem(
                    at,
                    format!(
                        "the member `{name}` is described here and in another part, differently"
                    ),
                    "describe it once",
                ));
            }
        }
    }
    problems
}

fn own_members<'a>(document: &'a Document, pointer: &str, schema: &'a Value) -> Vec<Member<'a>> {
    let Some(properties) = schema.get("properties") else { return Vec::new() };
    let members = document.in_file_order(&join(pointer, "properties"), properties);
    members
        .into_iter()
        .map(|(pointer, schema)| Member {
            name: crate::codegen::document::last_key(&pointer),
            pointer,
            schema,
            required: false,
        })
        .collect()
}

/// Objects with members, and parts that say nothing of the value.
fn is_object(document: &Document, pointer: &str) -> bool {
    let Some((_, part)) = resolved(document, pointer) else {
        // Said where the reference stands.
        return true;
    };
    let silent = part.as_object().is_some_and(|members| {
        members.keys().all(|key| {
            ["description", "title", "example", "nullable", "required", "deprecated"]
                .contains(&key.as_str())
        })
    });
    silent || shape(document, pointer).is_none_or(|shape| shape == Shape::Object)
}
