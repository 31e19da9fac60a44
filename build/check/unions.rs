//! Can every `oneOf` be told apart, by a discriminator or by JSON type?

use std::collections::BTreeSet;

use serde_json::Value;

use super::all_of::members;
use super::kinds::{Shape, shape};
use crate::codegen::document::{Document, join};
use crate::codegen::problem::Problem;
use crate::codegen::walk::{reference, resolve, schemas};

pub fn check(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    schemas(document, &mut |pointer, schema| {
        if reference(schema).is_some() {
            return;
        }
        let alternatives = schema.get("oneOf").and_then(Value::as_array);
        match (alternatives, schema.get("discriminator")) {
            (Some(alternatives), tag) => {
                problems.extend(common(document, pointer, schema, alternatives));
                problems.extend(match tag {
                    Some(tag) => tagged(document, pointer, alternatives, tag),
                    None => untagged(document, pointer, alternatives),
                });
            }
            (None, Some(_)) => problems.push(document.problem(
                &join(pointer, "discriminator"),
                "a discriminator without `oneOf` tells nothing apart",
                "list the alternatives under `oneOf`, or remove it",
            )),
            _ => {}
        }
    });
    problems
}

fn common(
    document: &Document,
    pointer: &str,
    schema: &Value,
    alternatives: &[Value],
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let at = join(pointer, "oneOf");
    if schema.get("type").is_some() {
        problems.push(document.problem(
            &join(pointer, "type"),
            "`type` beside `oneOf` is not supported",
            "remove it: the alternatives have types",
        ));
    }
    if alternatives.len() < 2 && schema.get("discriminator").is_none() {
        problems.push(document.problem(
            &at,
            "a choice of fewer than two alternatives is none",
            "add the others, or write the schema itself",
        ));
    }
    for (index, alternative) in alternatives.iter().enumerate() {
        let at = join(&at, &index.to_string());
        if alternatives[..index].contains(alternative) {
            let what = "this alternative stands here twice";
            problems.push(document.problem(&at, what, "remove one of the two"));
        }
        let nullable = resolve(document, &at).and_then(|schema| schema.get("nullable"));
        if nullable == Some(&Value::Bool(true)) {
            problems.push(document.problem(
                &at,
                "null cannot be an alternative by itself",
                "write `nullable: true` where the union is used, and remove it here",
            ));
        }
    }
    problems
}

fn tagged(
    document: &Document,
    pointer: &str,
    alternatives: &[Value],
    discriminator: &Value,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let tag = discriminator.get("propertyName").and_then(Value::as_str).unwrap_or_default();
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let mapping_pointer = join(&join(pointer, "discriminator"), "mapping");
    for (index, alternative) in alternatives.iter().enumerate() {
        let target = reference(alternative).unwrap_or_default();
        let mapped = mapping.is_some_and(|mapping| mapping.values().any(|value| value == target));
        if !mapped {
            problems.push(document.problem(
                &join(&join(pointer, "oneOf"), &index.to_string()),
                "the discriminator does not map to this alternative",
                "make it a reference and name it under `mapping`",
            ));
        }
    }
    for (value, target) in mapping.into_iter().flatten() {
        let target = target.as_str().unwrap_or_default();
        let value_pointer = join(&mapping_pointer, value);
        let there = target.strip_prefix('#').is_some_and(|local| document.at(local).is_some());
        if there && !alternatives.iter().any(|it| reference(it) == Some(target)) {
            problems.push(document.problem(
                &value_pointer,
                format!("`{target}` is not among the alternatives"),
                "add it to `oneOf`, or remove the mapping",
            ));
        }
        let Some(local) = target.strip_prefix('#').filter(|it| document.at(it).is_some()) else {
            continue;
        };
        if !has_tag(document, local, tag, value) {
            problems.push(document.problem(
                &value_pointer,
                format!("`{target}` does not require `{tag}` with the one value `{value}`"),
                format!("require `{tag}` there, with `enum: [{value}]`"),
            ));
        }
    }
    problems
}

/// Whether an alternative requires the tag, with its one value.
fn has_tag(document: &Document, pointer: &str, tag: &str, value: &str) -> bool {
    let only = Value::Array(vec![value.into()]);
    shape(document, pointer) == Some(Shape::Object)
        && members(document, pointer).iter().any(|member| {
            member.name == tag
                && member.required
                && resolve(document, &member.pointer).and_then(|it| it.get("enum")) == Some(&only)
        })
}

fn untagged(document: &Document, pointer: &str, alternatives: &[Value]) -> Vec<Problem> {
    let mut kinds = BTreeSet::new();
    let mut problems = Vec::new();
    for index in 0..alternatives.len() {
        let at = join(&join(pointer, "oneOf"), &index.to_string());
        let kind = match shape(document, &at) {
            // Whatever JSON writes the same way.
            Some(Shape::Integer | Shape::Number) => Some("number"),
            Some(Shape::Object | Shape::Map) => Some("object"),
            Some(Shape::Text) => Some("text"),
            Some(Shape::Flag) => Some("flag"),
            Some(Shape::List) => Some("list"),
            // These take what the others take too.
            Some(Shape::Free | Shape::Union | Shape::Any) | None => None,
        };
        if !kind.is_some_and(|kind| kinds.insert(kind)) {
            problems.push(document.problem(
                &at,
                "this alternative cannot be told from the others by its JSON type",
                "add a discriminator, or describe the value as a free one",
            ));
        }
    }
    problems
}
