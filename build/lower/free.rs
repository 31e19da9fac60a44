//! A free object becomes any JSON value: whatever a server puts there is kept
//! and costs nothing else.

use serde_json::Value;

pub fn widen(contract: &mut Value) {
    super::each_object(contract, &mut |members| {
        let free = members.get("type") == Some(&"object".into())
            && members.get("properties").is_none()
            && members
                .get("additionalProperties")
                .is_none_or(|other| other.as_object().is_some_and(serde_json::Map::is_empty));
        if free {
            for keyword in ["type", "additionalProperties", "nullable"] {
                members.remove(keyword);
            }
        }
    });
}
