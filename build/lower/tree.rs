//! Walking the schemas of a lowered contract, and what the steps write into
//! them for each other.

use serde_json::{Map, Value};

/// The members of an object in the order of the file: JSON has none.
pub const ORDER: &str = "x-order";
/// Where a schema stands in the contract.
pub const AT: &str = "x-at";

/// Calls `change` with each schema, inner ones first.
pub fn each_schema(contract: &mut Value, change: &mut dyn FnMut(&mut Value)) {
    each_root(contract, &mut |root| below(root, change));
}

/// Calls `change` with each schema that is no part of another: components, and
/// what operations hold.
pub fn each_root(contract: &mut Value, change: &mut dyn FnMut(&mut Value)) {
    for schema in object(contract, "/components/schemas").into_iter().flat_map(Map::values_mut) {
        change(schema);
    }
    each_operation_root(contract, &mut |_, _, schema| change(schema));
}

/// Calls `change` with each schema that an operation holds, the operation's id
/// and what the schema is there.
pub fn each_operation_root(contract: &mut Value, change: &mut dyn FnMut(&str, &str, &mut Value)) {
    each_operation(contract, &mut |operation| {
        let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
        let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
        for parameter in parameters.into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap_or_default().to_owned();
            if let Some(schema) = parameter.get_mut("schema") {
                change(&id, &name, schema);
            }
        }
        for (holder, what) in [("requestBody", "body"), ("responses/2XX", "response")] {
            let pointer = format!("/{holder}/content/application~1json/schema");
            if let Some(schema) = operation.pointer_mut(&pointer) {
                change(&id, what, schema);
            }
        }
    });
}

/// Calls `change` with each operation.
pub fn each_operation(contract: &mut Value, change: &mut dyn FnMut(&mut Value)) {
    for item in object(contract, "/paths").into_iter().flat_map(Map::values_mut) {
        for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
            change(operation);
        }
    }
}

fn object<'a>(contract: &'a mut Value, pointer: &str) -> Option<&'a mut Map<String, Value>> {
    contract.pointer_mut(pointer)?.as_object_mut()
}

fn below(schema: &mut Value, change: &mut dyn FnMut(&mut Value)) {
    for child in children(schema) {
        below(child, change);
    }
    change(schema);
}

/// The schemas directly below a schema.
pub fn children(schema: &mut Value) -> Vec<&mut Value> {
    let mut found = Vec::new();
    for (key, child) in schema.as_object_mut().into_iter().flatten() {
        match (key.as_str(), child) {
            ("properties", Value::Object(members)) => found.extend(members.values_mut()),
            ("allOf" | "oneOf", Value::Array(items)) => found.extend(items.iter_mut()),
            ("items" | "additionalProperties", child @ Value::Object(_)) => found.push(child),
            _ => {}
        }
    }
    found
}

/// Takes out what the steps wrote for each other.
pub fn clean(contract: &mut Value) {
    each_schema(contract, &mut |schema| {
        if let Some(members) = schema.as_object_mut() {
            members.retain(|key, _| !key.starts_with("x-"));
        }
    });
}

/// The name of the component that a reference leads to.
pub fn target(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.rsplit('/').next()
}

/// The members of an object in the order of the file.
pub fn ordered(schema: &Value) -> Vec<String> {
    let properties = schema.get("properties").and_then(Value::as_object);
    let order = schema.get(ORDER).and_then(Value::as_array).into_iter().flatten();
    order
        .filter_map(Value::as_str)
        .filter(|name| properties.is_some_and(|properties| properties.contains_key(*name)))
        .map(str::to_owned)
        .collect()
}
