//! Numbers are kept as they are written: 100 stays 100, and 99.5 is read.

use serde_json::{Value, json};

use super::component;
use super::tree::each_schema;

/// The component that inline numbers become.
pub const NUMBER: &str = "ExactNumber";

/// Returns the components that are numbers themselves.
pub fn take(contract: &mut Value) -> Vec<String> {
    let mut found = vec![NUMBER.to_owned()];
    for (name, schema) in component::components(contract).into_iter().flatten() {
        if schema.get("type") == Some(&"number".into()) {
            found.push(name.clone());
        }
    }
    each_schema(contract, &mut |schema| {
        let Some(members) = schema.as_object_mut() else { return };
        if members.get("type") == Some(&"number".into()) {
            members.remove("type");
            members.insert(
                "allOf".to_owned(),
                json!([{ "$ref": format!("#/components/schemas/{NUMBER}") }]),
            );
        }
    });
    if let Some(components) = component::components(contract) {
        for name in &found {
            components.insert(name.clone(), json!({ "type": "string" }));
        }
    }
    found
}
