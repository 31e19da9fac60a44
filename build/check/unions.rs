//! Can every `oneOf` be told apart, by a discriminator or by JSON type?

use std::collections::BTreeSet;

use serde_json::Value;

use crate::codegen::document::{Document, join};
use crate::codegen::problem::Problem;
use crate::codegen::walk::{component, reference, schemas};

pub fn check(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    schemas(document, &mut |pointer, schema| {
        let Some(alternatives) = schema.get("oneOf").and_then(Value::as_array) else {
            return;
        };
        match schema.get("discriminator") {
            Some(discriminator) => {
                problems.extend(tagged(document, pointer, alternatives, discriminator));
            }
            None => problems.extend(untagged(document, pointer, alternatives)),
        }
    });
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
        if !alternatives.iter().any(|alternative| reference(alternative) == Some(target)) {
            problems.push(document.problem(
                &value_pointer,
                format!("`{target}` is not among the alternatives"),
                "add it to `oneOf`, or remove the mapping",
            ));
        }
        let variant = target.strip_prefix('#').and_then(|target| document.at(target));
        let fits = variant.is_some_and(|variant| {
            let required = variant.get("required").and_then(Value::as_array);
            let values = variant.pointer(&format!("/properties/{tag}/enum"));
            required.is_some_and(|required| required.contains(&tag.into()))
                && values == Some(&Value::Array(vec![value.as_str().into()]))
        });
        if variant.is_some() && !fits {
            problems.push(document.problem(
                &value_pointer,
                format!("`{target}` does not require `{tag}` with the one value `{value}`"),
                format!("require `{tag}` there, with `enum: [{value}]`"),
            ));
        }
    }
    problems
}

fn untagged(document: &Document, pointer: &str, alternatives: &[Value]) -> Vec<Problem> {
    let mut kinds = BTreeSet::new();
    let mut problems = Vec::new();
    for (index, alternative) in alternatives.iter().enumerate() {
        let schema = match component(alternative) {
            Some(name) => document.at(&format!("/components/schemas/{name}")),
            None => Some(alternative),
        };
        let kind = schema.and_then(|schema| schema.get("type")).and_then(Value::as_str);
        if !kind.is_some_and(|kind| kinds.insert(kind)) {
            problems.push(document.problem(
                &join(&join(pointer, "oneOf"), &index.to_string()),
                "this alternative cannot be told from the others by its JSON type",
                "add a discriminator, or describe the value as a free one",
            ));
        }
    }
    problems
}
