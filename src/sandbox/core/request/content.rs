//! The body of a request, parsed once: the record and the operation share it.

use serde_json::Value;

/// What a body holds.
#[derive(Debug)]
pub(in crate::sandbox::core) enum Content {
    /// Nothing but white space.
    None,
    Json(Value),
    NotJson(serde_json::Error),
}

impl Content {
    pub(in crate::sandbox::core) fn parse(body: &[u8]) -> Self {
        match body.trim_ascii() {
            b"" => Self::None,
            text => serde_json::from_slice(text).map_or_else(Self::NotJson, Self::Json),
        }
    }

    /// The JSON, for the record.
    pub(in crate::sandbox::core) fn into_json(self) -> Option<Value> {
        match self {
            Self::Json(value) => Some(value),
            Self::None | Self::NotJson(_) => None,
        }
    }
}
