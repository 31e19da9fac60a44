//! Numbers are kept as they are written: 100 stays 100, and 99.5 is read.
//!
//! Bounds leave too: the generator would make a non-zero integer of a minimum
//! of 1, which refuses what a server may send.

use serde_json::{Value, json};

/// The component that inline numbers become.
pub const NUMBER: &str = "ExactNumber";

/// Returns the components that are numbers themselves.
pub fn take(contract: &mut Value) -> Vec<String> {
    let mut found = vec![NUMBER.to_owned()];
    for (name, schema) in super::components(contract).into_iter().flatten() {
        if schema.get("type") == Some(&"number".into()) {
            found.push(name.clone());
        }
    }
    super::each_object(contract, &mut |members| {
        let kind = members.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
        if kind == "number" {
            members.remove("type");
            members.insert(
                "allOf".to_owned(),
                json!([{ "$ref": format!("#/components/schemas/{NUMBER}") }]),
            );
        }
        if matches!(kind.as_str(), "number" | "integer") {
            for bound in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] {
                members.remove(bound);
            }
        }
    });
    if let Some(components) = super::components(contract) {
        for name in &found {
            components.insert(name.clone(), json!({ "type": "string" }));
        }
    }
    found
}
