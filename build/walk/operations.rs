//! The operations of a contract and their parameters.

use serde_json::Value;

use super::resolved;
use crate::codegen::document::{Document, join, last_key};

/// The HTTP methods that an operation may have.
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
    /// resolved, each with the pointer where it was written. One of the
    /// operation takes the place of the path item's of the same name and place.
    pub fn parameters<'d>(&self, document: &'d Document) -> Vec<(String, &'d Value)> {
        let mut all: Vec<(String, &Value)> = Vec::new();
        for owner in [&self.item_pointer, &self.pointer] {
            for pointer in listed(document, owner) {
                let Some((at, value)) = resolved(document, &pointer) else { continue };
                all.retain(|(_, earlier)| key(earlier) != key(value));
                all.push((at, value));
            }
        }
        all
    }
}

/// What tells one parameter from another.
fn key(parameter: &Value) -> (&str, String) {
    let text = |key: &str| parameter.get(key).and_then(Value::as_str).unwrap_or_default();
    // Headers are the same in any case.
    match text("in") {
        "header" => ("header", text("name").to_ascii_lowercase()),
        place => (place, text("name").to_owned()),
    }
}

/// The pointers of the `parameters` of a path item or operation.
fn listed(document: &Document, owner: &str) -> Vec<String> {
    let list = join(owner, "parameters");
    let count = document.at(&list).and_then(Value::as_array).map_or(0, Vec::len);
    (0..count).map(|index| join(&list, &index.to_string())).collect()
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
