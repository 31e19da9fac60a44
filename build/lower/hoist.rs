//! Each object, union and mark that stands inside of another schema becomes a
//! component, so that all types have names that are chosen here: the generator
//! would make up names for them, and some of those are taken.

use serde_json::{Map, Value, json};

use super::component;
use super::named::Names;
use super::tree::{AT, each_operation_root};
use crate::codegen::names::{Scope, reserved};

pub fn hoist(contract: &mut Value, names: &mut Names) {
    let mut hoist = Hoist { scope: Scope::new(reserved::TYPES), found: Map::new(), names };
    for name in hoist.names.components.values() {
        hoist.scope.take(name);
    }
    if let Some(components) = component::components(contract) {
        for (name, schema) in components.iter_mut() {
            hoist.below(name, schema);
        }
    }
    each_operation_root(contract, &mut |operation, what, schema| {
        hoist.schema(&format!("{operation}-{what}"), schema);
    });
    let found = hoist.found;
    if let Some(components) = component::components(contract) {
        components.extend(found);
    }
}

struct Hoist<'a> {
    scope: Scope,
    found: Map<String, Value>,
    names: &'a mut Names,
}

impl Hoist<'_> {
    /// What stands below a schema that has a name.
    fn below(&mut self, name: &str, schema: &mut Value) {
        for (key, child) in schema.as_object_mut().into_iter().flatten() {
            match (key.as_str(), child) {
                ("properties", Value::Object(members)) => {
                    for (member, child) in members {
                        self.schema(&format!("{name}-{member}"), child);
                    }
                }
                ("oneOf" | "allOf", Value::Array(items)) => {
                    for child in items {
                        self.schema(&format!("{name}-{}", word(child)), child);
                    }
                }
                ("items", child) => self.schema(&format!("{name}-item"), child),
                ("additionalProperties", child) => self.schema(&format!("{name}-value"), child),
                _ => {}
            }
        }
    }

    fn schema(&mut self, suggestion: &str, schema: &mut Value) {
        if !needs_a_name(schema) {
            self.below(suggestion, schema);
            return;
        }
        let name = self.scope.pascal(suggestion);
        let mut whole = schema.take();
        let nullable = whole.as_object_mut().and_then(|members| members.remove("nullable"));
        self.below(&name, &mut whole);
        let description = whole.get("description").cloned();
        if let Some(at) = whole.get(AT).and_then(Value::as_str) {
            self.names.origins.insert(name.clone(), at.to_owned());
        }
        self.found.insert(name.clone(), whole);
        let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
        *schema = match (nullable, description) {
            (None, None) => reference,
            (nullable, description) => {
                let mut wrapper = json!({ "allOf": [reference] });
                if let Some(nullable) = nullable {
                    wrapper["nullable"] = nullable;
                }
                if let Some(description) = description {
                    wrapper["description"] = description;
                }
                wrapper
            }
        };
    }
}

/// Whether the generator makes a type of its own of a schema.
fn needs_a_name(schema: &Value) -> bool {
    ["properties", "oneOf", "enum"].iter().any(|keyword| schema.get(keyword).is_some())
}

/// What an alternative is called.
fn word(schema: &Value) -> &str {
    schema.get("type").and_then(Value::as_str).unwrap_or("choice")
}
