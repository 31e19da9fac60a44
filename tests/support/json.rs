//! What "the same JSON value" means: a member that is null counts as absent,
//! dates are compared as instants, all else is exact.

use chrono::DateTime;
use serde_json::{Map, Value};

/// The value with nulls dropped and dates in one form.
pub fn normal(value: &Value) -> Value {
    match value {
        Value::Object(members) => Value::Object(
            members
                .iter()
                .filter(|(_, member)| !member.is_null())
                .map(|(name, member)| (name.clone(), normal(member)))
                .collect::<Map<_, _>>(),
        ),
        Value::Array(items) => Value::Array(items.iter().map(normal).collect()),
        Value::String(text) => match DateTime::parse_from_rfc3339(text) {
            Ok(date) => Value::String(date.to_utc().to_rfc3339()),
            Err(_) => value.clone(),
        },
        other => other.clone(),
    }
}

/// Asserts that two values are the same.
#[track_caller]
pub fn assert_same(left: &Value, right: &Value, what: &str) {
    let (left, right) = (normal(left), normal(right));
    assert!(left == right, "{what}:\n{left:#}\nis not\n{right:#}");
}

/// A small job in some status, as an answer has it.
pub fn job(status: &str) -> Value {
    serde_json::json!({ "data": {
        "id": "us_jb_1", "type": "file", "operation": "map", "source": "us_fl_1",
        "createdAt": "2025-01-01T00:00:00Z", "updatedAt": "2025-01-01T00:00:00Z",
        "status": status,
    } })
}
