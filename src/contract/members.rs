//! The names that the contract gives to members.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde_json::Value;

use super::json_schema::schemas;

/// Whether a member of some schema has this name.
pub(crate) fn is_member(name: &str) -> bool {
    static NAMES: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    NAMES
        .get_or_init(|| {
            let mut names = BTreeSet::new();
            schemas().into_iter().flatten().for_each(|(_, schema)| collect(schema, &mut names));
            names
        })
        .contains(name)
}

fn collect(schema: &'static Value, names: &mut BTreeSet<&'static str>) {
    match schema {
        Value::Object(members) => {
            for (keyword, child) in members {
                // An example is no schema, whatever its members are called.
                match (keyword.as_str(), child) {
                    ("example", _) => {}
                    ("properties", Value::Object(properties)) => {
                        names.extend(properties.keys().map(String::as_str));
                        properties.values().for_each(|child| collect(child, names));
                    }
                    (_, child) => collect(child, names),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
        _ => {}
    }
}
