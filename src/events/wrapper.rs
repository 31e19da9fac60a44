//! The object that the official listener filters: not the event as it came, but
//! its own copy of some members, with the event below.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::event::Event;

/// The listener's object, without its token and its address.
///
/// What is absent is null here: the listener has these members in any case, and
/// to its filters null and undefined are the same.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Wrapper {
    domain: Option<Value>,
    topic: Option<Value>,
    context: Option<Value>,
    payload: Option<Value>,
    target: Option<Value>,
    origin: Option<Value>,
    created_at: Option<Value>,
    #[serde(skip_deserializing)]
    namespace: Vec<String>,
    #[serde(skip_deserializing)]
    action: String,
    #[serde(skip_deserializing)]
    src: Value,
}

/// What the listener's filters see of an event.
pub(super) fn of(event: &Event) -> Value {
    let src = event.as_json();
    let Ok(mut wrapper) = Wrapper::deserialize(src) else { return src.clone() };
    let or = |value: Option<Value>, other: Value| Some(truthy(value).unwrap_or(other));
    wrapper.target = or(wrapper.target, json!(""));
    wrapper.origin = or(wrapper.origin, json!({}));
    wrapper.created_at = truthy(wrapper.created_at);
    let event = event.as_generic();
    wrapper.namespace = event.namespaces.clone().unwrap_or_default();
    wrapper.action = event.context.action_name.clone().unwrap_or_default();
    wrapper.src = src.clone();
    serde_json::to_value(wrapper).unwrap_or_default()
}

/// A value that JavaScript does not take for false.
fn truthy(value: Option<Value>) -> Option<Value> {
    value.filter(|value| match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Number(number) => number.as_f64() != Some(0.0),
        _ => true,
    })
}
