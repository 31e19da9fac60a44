//! `allOf` of several objects becomes one object with the members of all: the
//! generator's own way of merging depends on what it merges.
//!
//! `allOf` of one reference stays: it says that a value may be null.

use serde_json::{Map, Value};

use super::component;
use super::tree::{AT, ORDER, children, each_root, ordered, target};
use crate::codegen::check::kinds::alone;

pub fn flatten(contract: &mut Value) {
    let components = component::components(contract).cloned().unwrap_or_default();
    each_root(contract, &mut |schema| outer_first(&components, schema));
}

fn outer_first(components: &Map<String, Value>, schema: &mut Value) {
    if schema.get("allOf").is_some() {
        if !alone(schema) {
            *schema = merged(components, schema);
        } else if let Some(part) = schema.pointer("/allOf/0").filter(|it| target(it).is_none()) {
            *schema = unwrapped(schema, part);
        }
    }
    for child in children(schema) {
        outer_first(components, child);
    }
}

/// A schema that is described inside of its wrapper.
fn unwrapped(wrapper: &Value, part: &Value) -> Value {
    let mut whole = part.clone();
    for key in ["nullable", "description"] {
        if let Some(value) = wrapper.get(key) {
            whole[key] = value.clone();
        }
    }
    whole
}

fn merged(components: &Map<String, Value>, schema: &Value) -> Value {
    let mut whole = Map::new();
    for key in ["description", "nullable", "x-config", AT] {
        if let Some(value) = schema.get(key) {
            whole.insert(key.to_owned(), value.clone());
        }
    }
    let mut found = Parts::default();
    gather(components, schema, 0, &mut found);
    whole.insert("type".to_owned(), "object".into());
    whole.insert("additionalProperties".to_owned(), Map::new().into());
    whole.insert(ORDER.to_owned(), found.order.into());
    whole.insert("required".to_owned(), found.required.into());
    whole.insert("properties".to_owned(), found.properties.into());
    whole.into()
}

#[derive(Default)]
struct Parts {
    properties: Map<String, Value>,
    order: Vec<String>,
    required: Vec<Value>,
}

fn gather(components: &Map<String, Value>, schema: &Value, depth: usize, found: &mut Parts) {
    // The checks let no ring through; this only bounds what they would miss.
    if depth > 64 {
        return;
    }
    if let Some(part) = target(schema).and_then(|name| components.get(name)) {
        return gather(components, part, depth + 1, found);
    }
    for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        gather(components, part, depth + 1, found);
    }
    for name in schema.get("required").and_then(Value::as_array).into_iter().flatten() {
        if !found.required.contains(name) {
            found.required.push(name.clone());
        }
    }
    for name in ordered(schema) {
        if let Some(member) = schema["properties"].get(&name)
            && !found.properties.contains_key(&name)
        {
            found.properties.insert(name.clone(), member.clone());
            found.order.push(name);
        }
    }
}
