//! Finding events in what came.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::error::EventError;
use super::secrets;
use crate::api;
use crate::api::types::GenericEvent;

/// How often the length of what came may stand in it again, as texts that are JSON,
/// within one another: what queues and forwarders wrap is two or three deep.
const MOST_AGAIN: usize = 8;

/// An event that was found.
pub(super) struct Found {
    pub(super) event: GenericEvent,
    pub(super) json: Value,
}

/// All events in a value, in their order: the value itself, or what lies in it
/// at any depth, in lists, and in texts that are JSON, as queues and forwarders
/// wrap it. An event is not searched for others. `length` is that of the text
/// which the value was read from: the work is in proportion to it.
///
/// # Errors
///
/// There is none: why the value itself is no event. Or there is more in it than is
/// looked through.
pub(super) fn find(mut value: Value, length: usize) -> Result<Vec<Found>, EventError> {
    let mut search = secrets::Search::default();
    let mut remove = |value: &mut Value| {
        secrets::remove(value, &mut search).map_err(|_| EventError::too_many_tokens())
    };
    remove(&mut value)?;
    let mut found = Vec::new();
    let mut first = None;
    let mut stack = vec![value];
    let mut again = length.saturating_mul(MOST_AGAIN);
    while let Some(value) = stack.pop() {
        match value {
            Value::Object(members) => match as_found(members) {
                Ok(event) => found.push(event),
                Err((mismatch, members)) => {
                    first.get_or_insert(mismatch);
                    stack.extend(members.into_iter().rev().map(|(_, member)| member));
                }
            },
            Value::Array(items) => stack.extend(items.into_iter().rev()),
            Value::String(text) if text.trim_start().starts_with(['{', '[']) => {
                again = again.checked_sub(text.len()).ok_or_else(EventError::too_nested)?;
                if let Ok(mut inner) = api::read::<Value>(text.as_bytes()) {
                    remove(&mut inner)?;
                    stack.push(inner);
                }
            }
            _ => {}
        }
    }
    match (found.is_empty(), first) {
        (true, Some(mismatch)) => Err(EventError::none(mismatch)),
        (true, None) => as_event(&Value::Null).map(|_| Vec::new()).map_err(EventError::none),
        (false, _) => Ok(found),
    }
}

/// An object as an event, or why it is none.
///
/// What lies deeper in it decides nothing, so that it is looked at only where there
/// is an event: else each level would be gone through once more with all above it.
fn as_found(members: Map<String, Value>) -> Result<Found, (api::Mismatch, Map<String, Value>)> {
    let outline = members.iter().map(|(name, member)| {
        let member = match member {
            Value::Object(_) => Value::Object(Map::new()),
            Value::Array(_) => Value::Array(Vec::new()),
            plain => plain.clone(),
        };
        (name.clone(), member)
    });
    if let Err(mismatch) = as_event(&Value::Object(outline.collect())) {
        return Err((mismatch, members));
    }
    let json = Value::Object(members);
    match as_event(&json) {
        Ok(event) => Ok(innermost(event, json)),
        Err(mismatch) => match json {
            Value::Object(members) => Err((mismatch, members)),
            _ => Err((mismatch, Map::new())),
        },
    }
}

/// The listener's own object has the members of its event, and the event once
/// more, as it came, with the id: that one is taken.
fn innermost(event: GenericEvent, json: Value) -> Found {
    let members = json.as_object().into_iter().flatten();
    let inner = members.filter(|(_, member)| member.is_object()).find_map(|(name, member)| {
        let inner = as_event(member).ok().filter(|inner| inner.topic == event.topic)?;
        Some((name.clone(), inner))
    });
    match inner {
        Some((name, inner)) => Found { event: inner, json: json[name.as_str()].clone() },
        None => Found { event, json },
    }
}

pub(super) fn as_event(value: &Value) -> Result<GenericEvent, api::Mismatch> {
    if let Ok(event) = GenericEvent::deserialize(value) {
        return Ok(event);
    }
    let text = serde_json::to_vec(value).unwrap_or_default();
    api::read(&text)
}
