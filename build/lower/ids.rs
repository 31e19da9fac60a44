//! Named plain strings are ids: newtypes that read any string. Where one
//! enters a path it is of another type, which checks before anything is sent.

use serde_json::{Value, json};

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
    for (name, schema) in super::components(contract).into_iter().flatten() {
        let plain = schema.get("type") == Some(&"string".into())
            && schema.get("enum").is_none()
            && schema.get("format").is_none();
        if plain {
            found.push(Id { name: name.clone(), description: super::description(schema) });
        }
    }
    super::each_object(contract, &mut |members| {
        if members.get("in") == Some(&"path".into()) {
            let reference = format!("#/components/schemas/{PATH_ID}");
            members.insert("schema".to_owned(), json!({ "$ref": reference }));
        }
    });
    if let Some(components) = super::components(contract) {
        components.insert(PATH_ID.to_owned(), json!({ "type": "string" }));
    }
    found
}
