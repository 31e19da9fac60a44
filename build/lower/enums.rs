//! String enums marked `x-open` become our own open enums.

use serde_json::Value;

/// An enum that keeps the text of a value that it does not know.
#[derive(Clone, Debug)]
pub struct OpenEnum {
    pub name: String,
    pub description: String,
    pub values: Vec<String>,
    /// Other spellings, and the value that each means.
    pub aliases: Vec<(String, String)>,
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
            aliases: aliases(schema),
        });
    }
    found
}

fn aliases(schema: &Value) -> Vec<(String, String)> {
    let aliases = schema.get("x-aliases").and_then(Value::as_object);
    let pairs = aliases.into_iter().flatten();
    pairs.filter_map(|(alias, value)| Some((alias.clone(), value.as_str()?.to_owned()))).collect()
}
