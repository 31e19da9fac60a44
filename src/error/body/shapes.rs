//! The shapes in which servers, frameworks and proxies give their reasons as
//! JSON: the API's own `{"errors": [{"key", "message"}]}`, bare lists of it,
//! RFC 9457, `{"error": {"message"}}`, maps from a field to its reasons, and
//! lists of texts in place of a text.
//!
//! Whatever has no reason is passed over, so that it never costs the others.

use serde_json::{Map, Value};

use super::messages::Messages;

/// Members that say why, in the order in which they are shown.
const REASONS: [&str; 9] = [
    "message",
    "Message",
    "msg",
    "detail",
    "error_description",
    "faultstring",
    "fault",
    "reason",
    "description",
];
/// Members that often say no more than the status does.
const HEADINGS: [&str; 2] = ["error", "title"];
/// Members with the name of what a reason is about.
const KEYS: [&str; 4] = ["key", "field", "param", "property"];
/// The member with one reason, or one list of them, for each thing wrong.
const LIST: &str = "errors";

/// Reasons stand in no more objects and lists than this within each other.
const DEPTH: u8 = 6;

/// All reasons of a failure.
pub(super) fn all(value: &Value, messages: &mut Messages<'_>) {
    reasons(value, None, DEPTH, messages);
}

/// The reasons of a value that calls itself an error.
pub(super) fn errors(value: &Value, messages: &mut Messages<'_>) {
    list(value.get(LIST), DEPTH, messages);
    if let Some(error) = value.get(HEADINGS[0]) {
        reasons(error, None, DEPTH, messages);
    }
}

/// Whether it is the API's error shape, or the bare list, without an element.
pub(super) fn is_empty_list(value: &Value) -> bool {
    let list = value.get(LIST).unwrap_or(value);
    list.as_array().is_some_and(Vec::is_empty)
        || value.get(LIST).and_then(Value::as_object).is_some_and(Map::is_empty)
}

fn reasons(value: &Value, key: Option<&str>, depth: u8, messages: &mut Messages<'_>) {
    let Some(deeper) = depth.checked_sub(1) else { return };
    match value {
        Value::String(text) => messages.add(key, text),
        Value::Array(items) => {
            items.iter().for_each(|item| reasons(item, key, deeper, messages));
        }
        Value::Object(members) => {
            let own = KEYS.iter().find_map(|name| members.get(*name)?.as_str());
            let key = own.or(key);
            list(members.get(LIST), deeper, messages);
            for reason in REASONS.iter().filter_map(|name| members.get(*name)) {
                reasons(reason, key, deeper, messages);
            }
            for heading in HEADINGS.iter().filter_map(|name| members.get(*name)) {
                match heading {
                    Value::String(text) => messages.add_heading(key, text),
                    other => reasons(other, key, deeper, messages),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A list of reasons, or a map from names to theirs.
fn list(value: Option<&Value>, depth: u8, messages: &mut Messages<'_>) {
    let Some(value) = value else { return };
    let before = messages.found();
    reasons(value, None, depth, messages);
    if let Value::Object(members) = value
        && messages.found() == before
    {
        for (name, value) in members {
            reasons(value, Some(name), depth, messages);
        }
    }
}
