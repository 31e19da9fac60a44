//! Finding events in what came.

use std::collections::VecDeque;

use serde::Deserialize;
use serde_json::Value;

use super::secrets;
use crate::api;
use crate::api::types::GenericEvent;

/// How many values are looked at: more than any envelope has before its event.
const MOST: usize = 1_000;

/// An event that was found.
pub(super) struct Found {
    pub(super) event: GenericEvent,
    pub(super) json: Value,
}

/// All events in a value, in their order: the value itself, or what lies in it
/// at any depth, in lists, and in texts that are JSON, as queues and forwarders
/// wrap it. An event is not searched for others.
///
/// # Errors
///
/// There is none: why the value itself is no event.
pub(super) fn find(mut value: Value) -> Result<Vec<Found>, api::Mismatch> {
    secrets::remove(&mut value);
    let mut found = Vec::new();
    let mut first = None;
    let mut queue = VecDeque::from([value]);
    let mut looked = 0;
    while let Some(value) = queue.pop_front() {
        looked += 1;
        if looked > MOST {
            break;
        }
        match value {
            Value::Object(_) => match as_event(&value) {
                Ok(event) => found.push(innermost(event, value)),
                Err(mismatch) => {
                    first.get_or_insert(mismatch);
                    if let Value::Object(members) = value {
                        queue.extend(members.into_iter().map(|(_, member)| member));
                    }
                }
            },
            Value::Array(items) => queue.extend(items),
            Value::String(text) if text.trim_start().starts_with(['{', '[']) => {
                if let Ok(mut inner) = api::read::<Value>(text.as_bytes()) {
                    secrets::remove(&mut inner);
                    queue.push_back(inner);
                }
            }
            _ => {}
        }
    }
    match (found.is_empty(), first) {
        (true, Some(mismatch)) => Err(mismatch),
        (true, None) => as_event(&Value::Null).map(|_| Vec::new()),
        (false, _) => Ok(found),
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
