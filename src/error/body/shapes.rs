//! The shapes in which servers, frameworks and proxies give their reasons as
//! JSON: the API's own `{"errors": [{"key", "message"}]}`, bare lists of it,
//! RFC 9457 and the lists beside it, `{"error": {"message"}}`, maps from a field
//! to its reasons, and lists of texts in place of a text.
//!
//! Whatever has no reason is passed over, so that it never costs the others.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::messages::{Key, Messages};
use crate::api::types::{ErrorReason, Errors};

/// Members that say why, in the order in which they are shown.
const REASONS: [&str; 14] = [
    "message",
    "Message",
    "msg",
    "detail",
    "error_description",
    "faultstring",
    "fault",
    "reason",
    "description",
    "errorMessage",
    "summary",
    "text",
    "err",
    "errorDescription",
];
/// Members that often say no more than the status does.
const HEADINGS: [&str; 3] = ["error", "title", "statusText"];
/// The member with the API's own name of what a reason is about: mostly a kind.
const KEY: &str = "key";
/// Members with the name of what the caller sent.
const FIELDS: [&str; 3] = ["field", "param", "property"];
/// Members that are one in the elements of a list, and something else elsewhere.
const PLACES: [&str; 5] = ["name", "path", "loc", "propertyPath", "instancePath"];
/// The member with one reason, or one list of them, for each thing wrong.
const LIST: &str = "errors";
/// Other names for it, whose maps may hold something else.
const LISTS: [&str; 7] = [
    "details",
    "violations",
    "fieldViolations",
    "invalid-params",
    "invalidParams",
    "issues",
    "failures",
];

/// Reasons stand in no more objects and lists than this within each other.
const DEPTH: u8 = 6;

/// All reasons of a failure.
pub(super) fn all(value: &Value, messages: &mut Messages<'_>) {
    reasons(value, None, DEPTH, messages);
}

/// The reasons of a value that calls itself an error.
pub(super) fn errors(value: &Value, messages: &mut Messages<'_>) {
    list(value.get(LIST), true, DEPTH, messages);
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

/// Whether it is the API's own error shape, or the bare list of earlier
/// definitions, with a reason in it.
pub(super) fn is_own(value: &Value) -> bool {
    let reasons = |body: Errors| body.errors;
    let reasons = match value {
        Value::Array(_) => Vec::<ErrorReason>::deserialize(value),
        _ => Errors::deserialize(value).map(reasons),
    };
    reasons.is_ok_and(|reasons| !reasons.is_empty())
}

fn reasons(value: &Value, key: Option<Key<'_>>, depth: u8, messages: &mut Messages<'_>) {
    let Some(deeper) = depth.checked_sub(1) else { return };
    match value {
        Value::String(text) => messages.add(key, text),
        Value::Array(items) => {
            for item in items {
                let place = place(item);
                let own = place.as_deref().map(member);
                reasons(item, own.or(key), deeper, messages);
            }
        }
        Value::Object(members) => {
            let text = |name: &str| members.get(name)?.as_str();
            let own = text(KEY).map(|name| Key { name, is_member: false });
            let field = || FIELDS.iter().find_map(|name| text(name)).map(member);
            let key = own.or_else(field).or(key);
            list(members.get(LIST), true, deeper, messages);
            for other in LISTS {
                list(members.get(other), false, deeper, messages);
            }
            for reason in REASONS.iter().chain(&HEADINGS).filter_map(|name| members.get(*name)) {
                match reason {
                    Value::String(text) => messages.add_heading(key, text),
                    other => reasons(other, key, deeper, messages),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn member(name: &str) -> Key<'_> {
    Key { name, is_member: true }
}

/// The place that an element of a list is about, as one text.
fn place(item: &Value) -> Option<String> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(index) => Some(index.to_string()),
        _ => None,
    };
    let place = PLACES.iter().find_map(|name| item.get(*name))?;
    match place {
        Value::String(place) => Some(place.clone()),
        Value::Array(parts) => Some(parts.iter().filter_map(text).collect::<Vec<_>>().join(".")),
        _ => None,
    }
}

/// A list of reasons, or a map from names to theirs; in a map that may hold
/// something else, a single word is no reason.
fn list(value: Option<&Value>, any: bool, depth: u8, messages: &mut Messages<'_>) {
    let Some(value) = value else { return };
    let before = messages.found();
    reasons(value, None, depth, messages);
    if let Value::Object(members) = value
        && messages.found() == before
    {
        let is_reason = |value: &Value| any || value.as_str().is_none_or(|it| it.contains(' '));
        for (name, value) in members.iter().filter(|(_, value)| is_reason(value)) {
            reasons(value, Some(member(name)), depth, messages);
        }
    }
}
