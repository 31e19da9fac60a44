//! Named plain strings are ids: newtypes that read any string. Where one
//! enters a path it is of another type, which checks before anything is sent.

use serde_json::{Value, json};

use super::component;
use super::tree::each_operation;

/// The type of every path parameter.
pub const PATH_ID: &str = "PathId";

/// An id's newtype.
#[derive(Clone, Debug)]
pub struct Id {
    pub name: String,
    pub description: String,
}

pub fn take(contract: &mut Value) -> Vec<Id> {
    let mut found = Vec::new();
    for (name, schema) in component::components(contract).into_iter().flatten() {
        let plain = schema.get("type") == Some(&"string".into())
            && schema.get("enum").is_none()
            && schema.get("format").is_none();
        if plain {
            found.push(Id { name: name.clone(), description: component::description(schema) });
        }
    }
    each_operation(contract, &mut |operation| {
        let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
        for parameter in parameters.into_iter().flatten() {
            if parameter.get("in") == Some(&"path".into()) {
                let reference = format!("#/components/schemas/{PATH_ID}");
                parameter["schema"] = json!({ "$ref": reference });
            }
        }
    });
    if let Some(components) = component::components(contract) {
        components.insert(PATH_ID.to_owned(), json!({ "type": "string" }));
    }
    found
}
