//! Whether the examples of any contract, a mutated one too, fit its schemas,
//! and whether each operation has some.

use std::collections::BTreeMap;

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use serde_json::{Value, json};

use crate::codegen::document::{Document, join};
use crate::codegen::problem::Problem;
use crate::codegen::walk::{operations, resolved};

/// An example, where it stands, and the component that it is of.
#[derive(Clone, Debug)]
pub struct Example {
    pub place: String,
    pub component: String,
    pub value: Value,
}

/// All examples: those of bodies, and those that stand on schemas.
#[must_use]
pub fn examples(contract: &Value) -> Vec<Example> {
    let mut found = Vec::new();
    bodies("", contract, &mut found);
    let schemas = contract.pointer("/components/schemas").and_then(Value::as_object);
    for (name, schema) in schemas.into_iter().flatten() {
        if let Some(value) = schema.get("example") {
            let place = join(&join("/components/schemas", name), "example");
            found.push(Example { place, component: name.clone(), value: value.clone() });
        }
    }
    found
}

fn bodies(place: &str, node: &Value, found: &mut Vec<Example>) {
    match node {
        Value::Object(members) => {
            let schema = members.get("schema").and_then(crate::codegen::walk::component);
            let examples = members.get("examples").and_then(Value::as_object);
            if let (Some(component), Some(examples)) = (schema, examples) {
                for (name, example) in examples {
                    found.push(Example {
                        place: join(&join(place, "examples"), name),
                        component: component.to_owned(),
                        value: example.get("value").cloned().unwrap_or_default(),
                    });
                }
            }
            for (key, child) in members {
                bodies(&join(place, key), child, found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                bodies(&join(place, &index.to_string()), item, found);
            }
        }
        _ => {}
    }
}

/// The examples that do not fit: the schemas as they are in OpenAPI 3.0,
/// strictly, so that a member which is not listed is a misfit.
#[must_use]
pub fn misfits(document: &Document) -> Vec<Problem> {
    let contract = document.root();
    let mut schemas = contract.pointer("/components/schemas").cloned().unwrap_or_default();
    strict(&mut schemas);
    let mut root = json!({ "components": { "schemas": schemas } });
    let mut validators = BTreeMap::new();
    let mut misfits = Vec::new();
    for Example { place, component, value } in examples(contract) {
        let validator = validators.entry(component.clone()).or_insert_with(|| {
            root["$ref"] = json!(join("#/components/schemas", &component));
            jsonschema::validator_for(&root).map_err(|error| error.to_string())
        });
        let cure = "correct the example, or the schema";
        let at = match place.ends_with("/example") {
            true => place,
            false => join(&place, "value"),
        };
        match validator {
            Ok(validator) => misfits.extend(validator.iter_errors(&value).map(|error| {
                let error = innermost(&error);
                let at = format!("{at}{}", error.instance_path());
                document.problem(&at, format!("this is no {component}: {error}"), cure)
            })),
            Err(error) => misfits.push(document.problem(
                &at,
                format!("the schema of {component} cannot be read: {error}"),
                cure,
            )),
        }
    }
    misfits
}

/// What is wrong with a value that may be null, without the words that it is
/// not null either.
fn innermost<'a, 'i>(error: &'a ValidationError<'i>) -> &'a ValidationError<'i> {
    match error.kind() {
        ValidationErrorKind::AnyOf { context } if context.len() == 2 => {
            context.first().and_then(|first| first.first()).map_or(error, innermost)
        }
        _ => error,
    }
}

/// The bodies of operations that have no example.
#[must_use]
pub fn missing(document: &Document) -> Vec<Problem> {
    let mut missing = Vec::new();
    for operation in operations(document) {
        let below = join(&operation.pointer, "responses");
        let responses = document.at(&below).and_then(Value::as_object).into_iter().flatten();
        let successes = responses
            .filter(|(status, _)| status.starts_with('2'))
            .map(|(status, _)| join(&below, status));
        for pointer in successes.chain([join(&operation.pointer, "requestBody")]) {
            let Some((at, body)) = resolved(document, &pointer) else { continue };
            let Some(media) = body.pointer("/content/application~1json") else { continue };
            if media.get("examples").is_none() && media.get("example").is_none() {
                let what = "this body has no example";
                let cure = "add one under `examples`: readers and tests go by it";
                missing.push(document.problem(&at, what, cure));
            }
        }
    }
    missing
}

/// `nullable` as JSON Schema has it, and no member but those that are listed.
fn strict(node: &mut Value) {
    match node {
        Value::Object(members) => {
            members.remove("example");
            members.values_mut().for_each(strict);
            if members.contains_key("properties") {
                members.insert("additionalProperties".to_owned(), json!(false));
            }
            if members.get("nullable") == Some(&json!(true)) {
                members.remove("nullable");
                // A list of types reads better in messages than a choice.
                match members.get("type").cloned() {
                    Some(kind) if !members.contains_key("enum") => {
                        members.insert("type".to_owned(), json!([kind, "null"]));
                    }
                    _ => *node = json!({ "anyOf": [node.clone(), { "type": "null" }] }),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(strict),
        _ => {}
    }
}
