//! A component that may be null becomes one that may not, and each use of it
//! one that may: the generator would put a type between the two.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::component;
use super::tree::{children, each_root, target};
use crate::codegen::check::kinds::alone;

pub fn to_uses(contract: &mut Value) {
    let nullable = nullable(contract);
    if nullable.is_empty() {
        return;
    }
    for (_, schema) in component::components(contract).into_iter().flatten() {
        if let Some(members) = schema.as_object_mut() {
            members.remove("nullable");
        }
    }
    let is_component = |schema: &Value| schema.get("x-component").is_some();
    for (_, schema) in component::components(contract).into_iter().flatten() {
        if target(schema).is_none() {
            schema["x-component"] = true.into();
        }
    }
    each_root(contract, &mut |schema| {
        // What a component is made of is no use of it.
        if !is_component(schema) && target(schema).is_some() && schema.get("$ref").is_some() {
            return;
        }
        uses(&nullable, schema, is_component(schema));
    });
    super::tree::each_operation_root(contract, &mut |_, _, schema| uses(&nullable, schema, false));
}

fn uses(nullable: &BTreeSet<String>, schema: &mut Value, whole: bool) {
    let named = |schema: &Value| target(schema).is_some_and(|name| nullable.contains(name));
    if !whole && named(schema) {
        *schema = json!({ "allOf": [schema.clone()], "nullable": true });
        return;
    }
    if schema.pointer("/allOf/0").is_some_and(named) {
        if !whole {
            schema["nullable"] = true.into();
        }
        return;
    }
    for child in children(schema) {
        uses(nullable, child, false);
    }
}

/// The components that may be null, by themselves or by what they refer to.
fn nullable(contract: &mut Value) -> BTreeSet<String> {
    let components = component::components(contract).cloned().unwrap_or_default();
    let mut found = BTreeSet::new();
    loop {
        let before = found.len();
        for (name, schema) in &components {
            let wrapped = schema.pointer("/allOf/0").filter(|_| alone(schema));
            let inner = target(schema).or_else(|| wrapped.and_then(target));
            if schema.get("nullable") == Some(&Value::Bool(true))
                || inner.is_some_and(|inner| found.contains(inner))
            {
                found.insert(name.clone());
            }
        }
        if found.len() == before {
            return found;
        }
    }
}
