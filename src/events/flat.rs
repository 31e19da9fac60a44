//! An object as paths and leaves, by the rules of `flat` with `safe`, which the
//! official listener uses: lists stay whole, and so does an empty object.

use serde_json::Value;

/// The leaves of a value, by the path of each with points between its names.
pub(super) fn flatten(value: &Value) -> Vec<(String, &Value)> {
    let mut leaves = Vec::new();
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, member)| add(name.clone(), member, &mut leaves));
        }
        // A list at the top is taken for an object with numbers for names.
        Value::Array(items) => {
            let numbered = items.iter().enumerate();
            numbered.for_each(|(number, item)| add(number.to_string(), item, &mut leaves));
        }
        _ => {}
    }
    leaves
}

fn add<'v>(path: String, value: &'v Value, leaves: &mut Vec<(String, &'v Value)>) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (name, member) in members {
                add(format!("{path}.{name}"), member, leaves);
            }
        }
        leaf => leaves.push((path, leaf)),
    }
}
