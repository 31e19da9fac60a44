//! Where operations and schemas stand in a contract.

use serde_json::Value;

use super::document::{Document, join, last_key};

/// The HTTP methods that the Jobs API uses.
pub const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];

/// One operation and where it stands.
#[derive(Clone, Debug)]
pub struct OperationAt<'a> {
    pub pointer: String,
    pub item_pointer: String,
    pub path: String,
    pub method: String,
    pub value: &'a Value,
}

impl OperationAt<'_> {
    /// A text member of the operation.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.value.get(key).and_then(Value::as_str)
    }

    /// The parameters of the path item and of the operation, references
    /// resolved, each with the pointer where it was written.
    pub fn parameters<'d>(&self, document: &'d Document) -> Vec<(String, &'d Value)> {
        [&self.item_pointer, &self.pointer]
            .into_iter()
            .flat_map(|owner| {
                let list = join(owner, "parameters");
                let count = document.at(&list).and_then(Value::as_array).map_or(0, Vec::len);
                (0..count).map(move |index| join(&list, &index.to_string()))
            })
            .filter_map(|pointer| resolve(document, &pointer).map(|value| (pointer, value)))
            .collect()
    }
}

/// What stands at `pointer`, following one reference.
pub fn resolve<'a>(document: &'a Document, pointer: &str) -> Option<&'a Value> {
    let value = document.at(pointer)?;
    match reference(value) {
        Some(target) => document.at(target.strip_prefix('#')?),
        None => Some(value),
    }
}

/// The target of a `$ref`.
pub fn reference(value: &Value) -> Option<&str> {
    value.get("$ref").and_then(Value::as_str)
}

/// The component that a `$ref` names.
pub fn component(value: &Value) -> Option<&str> {
    reference(value)?.strip_prefix("#/components/schemas/")
}

/// All operations, in the order of the file.
pub fn operations(document: &Document) -> Vec<OperationAt<'_>> {
    let Some(paths) = document.at("/paths") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (item_pointer, item) in document.in_file_order("/paths", paths) {
        for (pointer, value) in document.in_file_order(&item_pointer, item) {
            let method = last_key(&pointer);
            if METHODS.contains(&method.as_str()) {
                found.push(OperationAt {
                    path: last_key(&item_pointer),
                    item_pointer: item_pointer.clone(),
                    pointer,
                    method,
                    value,
                });
            }
        }
    }
    found
}

/// Calls `visit` with each schema of the contract, outer ones first.
pub fn schemas<'a>(document: &'a Document, visit: &mut dyn FnMut(&str, &'a Value)) {
    find_schemas("", document.root(), visit);
}

fn find_schemas<'a>(pointer: &str, node: &'a Value, visit: &mut dyn FnMut(&str, &'a Value)) {
    match node {
        Value::Object(members) => {
            for (key, child) in members {
                let child_pointer = join(pointer, key);
                match key.as_str() {
                    "example" | "examples" => {}
                    "schema" => schema(&child_pointer, child, visit),
                    "schemas" if pointer == "/components" => {
                        for (name, component) in child.as_object().into_iter().flatten() {
                            schema(&join(&child_pointer, name), component, visit);
                        }
                    }
                    _ => find_schemas(&child_pointer, child, visit),
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                find_schemas(&join(pointer, &index.to_string()), item, visit);
            }
        }
        _ => {}
    }
}

fn schema<'a>(pointer: &str, node: &'a Value, visit: &mut dyn FnMut(&str, &'a Value)) {
    visit(pointer, node);
    for (child_pointer, child) in subschemas(pointer, node) {
        schema(&child_pointer, child, visit);
    }
}

/// The schemas directly below a schema.
pub fn subschemas<'a>(pointer: &str, node: &'a Value) -> Vec<(String, &'a Value)> {
    let mut found = Vec::new();
    let below = join(pointer, "properties");
    for (name, child) in node.get("properties").and_then(Value::as_object).into_iter().flatten() {
        found.push((join(&below, name), child));
    }
    for key in ["allOf", "oneOf", "anyOf"] {
        let below = join(pointer, key);
        for (index, child) in
            node.get(key).and_then(Value::as_array).into_iter().flatten().enumerate()
        {
            found.push((join(&below, &index.to_string()), child));
        }
    }
    for key in ["items", "additionalProperties", "not"] {
        if let Some(child) = node.get(key).filter(|child| child.is_object()) {
            found.push((join(pointer, key), child));
        }
    }
    found
}
