//! What the body of a failure says.

use serde::Deserialize;
use serde_json::Value;

use crate::api::types;

/// One reason that the server gave.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerMessage {
    /// The kind of the object, or the member, that it is about.
    pub key: Option<String>,
    /// The reason, for people.
    pub message: String,
}

/// The form of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// The API's own: its reasons.
    Messages(Vec<ServerMessage>),
    /// No body at all.
    Empty,
    /// A web page, as a proxy sends it.
    Html,
    /// JSON that was cut off.
    Truncated,
    /// Anything else.
    Other,
}

/// Reads the body of a failure: the API's error shape, the bare list of older
/// servers, or a single object with a message.
pub(super) fn read(body: &[u8]) -> Form {
    let text = body.trim_ascii();
    if text.is_empty() {
        return Form::Empty;
    }
    if text.starts_with(b"<") {
        return Form::Html;
    }
    match serde_json::from_slice::<Value>(text) {
        Ok(value) => match messages(value) {
            messages if messages.is_empty() => Form::Other,
            messages => Form::Messages(messages),
        },
        Err(error) if error.is_eof() => Form::Truncated,
        Err(_) => Form::Other,
    }
}

fn messages(value: Value) -> Vec<ServerMessage> {
    if let Ok(errors) = types::Errors::deserialize(&value) {
        return errors.errors.into_iter().map(message).collect();
    }
    if let Ok(errors) = Vec::<types::Error>::deserialize(&value) {
        return errors.into_iter().map(message).collect();
    }
    types::Error::deserialize(&value).into_iter().map(message).collect()
}

fn message(error: types::Error) -> ServerMessage {
    ServerMessage { key: error.key, message: error.message }
}

/// What a reader expected, without the value that it found: a value of the
/// body is not for messages.
pub(super) fn expectation(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or_default();
    match (text.starts_with("missing field"), text.rsplit_once("expected ")) {
        (true, _) => format!(": {text}"),
        (false, Some((_, expected))) => format!(": expected {expected}"),
        (false, None) => String::new(),
    }
}
