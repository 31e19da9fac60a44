//! The components of the contract that is lowered.

use serde_json::{Map, Value};

/// The components, if the contract has any.
pub(super) fn components(contract: &mut Value) -> Option<&mut Map<String, Value>> {
    contract.pointer_mut("/components/schemas")?.as_object_mut()
}

/// The components that carry a mark.
pub(super) fn marked(contract: &mut Value, mark: &str) -> Vec<String> {
    let components = components(contract).into_iter().flatten();
    let marked = components.filter(|(_, schema)| schema.get(mark) == Some(&Value::Bool(true)));
    marked.map(|(name, _)| name.clone()).collect()
}

pub(super) fn description(schema: &Value) -> String {
    schema.get("description").and_then(Value::as_str).unwrap_or_default().trim().to_owned()
}
