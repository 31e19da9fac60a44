//! String enums marked `x-open` become our own open enums.

use serde_json::Value;

/// An enum that keeps the text of a value that it does not know.
#[derive(Clone, Debug)]
pub struct OpenEnum {
    pub name: String,
    pub description: String,
    pub values: Vec<String>,
}

pub fn take(contract: &mut Value) -> Vec<OpenEnum> {
    let mut found = Vec::new();
    for (name, schema) in super::components(contract).into_iter().flatten() {
        if schema.get("x-open") != Some(&Value::Bool(true)) {
            continue;
        }
        let values = schema.get("enum").and_then(Value::as_array);
        found.push(OpenEnum {
            name: name.clone(),
            description: super::description(schema),
            values: values
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
        });
    }
    found
}
