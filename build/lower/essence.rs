//! What the generator needs of a contract, and nothing else: references to
//! anything but schemas are filled in, what only people read is left out, and
//! each component has its Rust name.
//!
//! One response is left of each operation: any 2xx. One that brings no JSON is
//! empty for the generator; `emit/close` says how it is read. Failures leave
//! generation, for the generated client would lose the status and the headers
//! of one whose body is not what was declared; they all arrive with status,
//! headers and body at the error layer instead. A required header with one
//! allowed value is no argument: it is sent from the operations table.

use serde_json::{Map, Value, json};

use super::named::Names;
use super::tree::{AT, ORDER};
use crate::codegen::check::constant;
use crate::codegen::check::ends::{JOB_ID, JOB_STATUS};
use crate::codegen::document::{Document, join, last_key};
use crate::codegen::names::{Rename, Scope, builder, plain, reserved};
use crate::codegen::walk::{JSON, OperationAt, component, first_success, operations, resolved};

/// The keywords of a schema that are carried over as they stand.
const KEPT: [&str; 10] = [
    "type",
    "format",
    "enum",
    "nullable",
    "description",
    "required",
    "x-open",
    "x-aliases",
    "x-ends",
    "x-config",
];

pub fn extract(document: &Document, names: &mut Names) -> Value {
    name_components(document, names);
    name_operations(document, names);
    let mut schemas = Map::new();
    if let Some(components) = document.at("/components/schemas") {
        for (pointer, schema) in document.in_file_order("/components/schemas", components) {
            let name = names.components.get(&last_key(&pointer)).cloned().unwrap_or_default();
            schemas.insert(name, copy(document, names, &pointer, schema));
        }
    }
    let mut paths = Map::new();
    for each in operations(document) {
        let item = paths.entry(each.path.clone()).or_insert_with(|| json!({}));
        item[&each.method] = operation(document, names, &each);
    }
    let mut info = document.at("/info").cloned().unwrap_or_default();
    if let Some(info) = info.as_object_mut() {
        info.retain(|key, _| !key.starts_with("x-"));
    }
    json!({
        "openapi": "3.0.3",
        "info": info,
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

fn name_components(document: &Document, names: &mut Names) {
    let mut scope = Scope::new(reserved::TYPES);
    let Some(components) = document.at("/components/schemas") else { return };
    let mut in_order = document.in_file_order("/components/schemas", components);
    // The crate itself names these two: no component before them takes theirs.
    in_order.sort_by_key(|(pointer, _)| ![JOB_ID, JOB_STATUS].contains(&&*last_key(pointer)));
    for (pointer, _) in in_order {
        let word = last_key(&pointer);
        let name = scope.pascal(&word);
        if !plain(&word, &name) {
            let of = "component".to_owned();
            names.renames.push(Rename { of, word: word.clone(), name: name.clone() });
        }
        names.origins.insert(name.clone(), pointer);
        names.components.insert(word, name);
    }
}

fn name_operations(document: &Document, names: &mut Names) {
    let types = [reserved::TYPES, reserved::BUILDERS].concat();
    let mut functions = Scope::new(reserved::FUNCTIONS);
    let mut builders = Scope::new(&types);
    for operation in operations(document) {
        let word = operation.text("operationId").unwrap_or_default().to_owned();
        // A function and its builder have the same number.
        let (function, builder) = loop {
            let function = functions.snake(&word);
            let builder = self::builder(&function);
            if builders.take(&builder) {
                break (function, builder);
            }
        };
        if !plain(&word, &function) {
            let of = "operation".to_owned();
            names.renames.push(Rename { of, word: word.clone(), name: function.clone() });
        }
        names.origins.insert(builder.clone() + "()", operation.pointer.clone());
        names.operations.insert(word, (function, builder));
    }
}

fn operation(document: &Document, names: &Names, at: &OperationAt<'_>) -> Value {
    let mut operation = Map::new();
    for key in ["summary", "description", "tags"] {
        if let Some(value) = at.value.get(key) {
            operation.insert(key.to_owned(), value.clone());
        }
    }
    let id = at.text("operationId").unwrap_or_default();
    let function = names.operations.get(id).map(|(function, _)| function.as_str());
    operation.insert("operationId".to_owned(), function.unwrap_or_default().into());
    let parameters = at.parameters(document).into_iter().filter_map(|(pointer, parameter)| {
        constant(parameter).is_none().then(|| self::parameter(document, names, &pointer, parameter))
    });
    operation.insert("parameters".to_owned(), parameters.collect());
    let body = join(&at.pointer, "requestBody");
    if let Some((pointer, body)) = resolved(document, &body) {
        operation.insert("requestBody".to_owned(), content(document, names, &pointer, body));
    }
    if let Some((pointer, response)) = first_success(document, at) {
        let response = content(document, names, &pointer, response);
        operation.insert("responses".to_owned(), json!({ "2XX": response }));
    }
    operation.into()
}

fn parameter(document: &Document, names: &Names, pointer: &str, parameter: &Value) -> Value {
    let mut kept = Map::new();
    for key in ["name", "in", "required", "description"] {
        if let Some(value) = parameter.get(key) {
            kept.insert(key.to_owned(), value.clone());
        }
    }
    if let Some(schema) = parameter.get("schema") {
        let schema = copy(document, names, &join(pointer, "schema"), schema);
        kept.insert("schema".to_owned(), schema);
    }
    kept.into()
}

/// A request body or a response.
fn content(document: &Document, names: &Names, pointer: &str, holder: &Value) -> Value {
    let mut kept = Map::new();
    for key in ["required", "description"] {
        if let Some(value) = holder.get(key) {
            kept.insert(key.to_owned(), value.clone());
        }
    }
    let media = join(&join(pointer, "content"), JSON);
    let schema = join(&media, "schema");
    if let Some(value) = document.at(&schema) {
        let schema = copy(document, names, &schema, value);
        kept.insert("content".to_owned(), json!({ JSON: { "schema": schema } }));
    }
    kept.into()
}

/// A schema with what the generator and the steps here read.
fn copy(document: &Document, names: &Names, pointer: &str, schema: &Value) -> Value {
    if let Some(name) = component(schema) {
        return json!({ "$ref": reference(names, name) });
    }
    let mut kept = Map::new();
    kept.insert(AT.to_owned(), pointer.into());
    for (key, value) in schema.as_object().into_iter().flatten() {
        let at = join(pointer, key);
        let value = match (key.as_str(), value) {
            (key, value) if KEPT.contains(&key) => value.clone(),
            ("properties", value) => {
                let members = document.in_file_order(&at, value);
                let order: Value = members.iter().map(|(at, _)| last_key(at)).collect();
                kept.insert(ORDER.to_owned(), order);
                let members = members
                    .into_iter()
                    .map(|(at, member)| (last_key(&at), copy(document, names, &at, member)));
                Value::Object(members.collect())
            }
            ("allOf" | "oneOf", Value::Array(items)) => items
                .iter()
                .enumerate()
                .map(|(index, item)| copy(document, names, &join(&at, &index.to_string()), item))
                .collect(),
            ("items", value) => copy(document, names, &at, value),
            ("additionalProperties", value) if value.is_object() => match value.as_object() {
                Some(members) if members.is_empty() => value.clone(),
                _ => copy(document, names, &at, value),
            },
            ("discriminator", value) => discriminator(names, value),
            _ => continue,
        };
        kept.insert(key.clone(), value);
    }
    kept.into()
}

fn reference(names: &Names, component: &str) -> String {
    let name = names.components.get(component).map_or(component, String::as_str);
    format!("#/components/schemas/{name}")
}

fn discriminator(names: &Names, value: &Value) -> Value {
    let mapping = value.get("mapping").and_then(Value::as_object).into_iter().flatten();
    let mapping = mapping.map(|(tag, target)| {
        let target = target.as_str().unwrap_or_default();
        let name = target.strip_prefix("#/components/schemas/").unwrap_or(target);
        (tag.clone(), Value::from(reference(names, name)))
    });
    json!({
        "propertyName": value.get("propertyName").cloned().unwrap_or_default(),
        "mapping": mapping.collect::<Map<_, _>>(),
    })
}
