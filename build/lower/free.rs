//! A free object becomes any JSON value: whatever a server puts there is kept
//! and costs nothing else.

use serde_json::Value;

use super::tree::each_schema;

pub fn widen(contract: &mut Value) {
    each_schema(contract, &mut |schema| {
        let Some(members) = schema.as_object_mut() else { return };
        let free = members.get("type") == Some(&"object".into())
            && members.get("properties").is_none()
            && members.get("additionalProperties").is_none_or(|other| {
                other == true || other.as_object().is_some_and(serde_json::Map::is_empty)
            });
        if free {
            for keyword in ["type", "additionalProperties", "nullable", "required"] {
                members.remove(keyword);
            }
        }
    });
}
