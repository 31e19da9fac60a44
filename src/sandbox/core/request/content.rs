//! The body of a request, parsed once.

use std::str;

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
            // One check of the whole text costs less than one of each string.
            text => match str::from_utf8(text) {
                Ok(text) => serde_json::from_str(text),
                Err(_) => serde_json::from_slice(text),
            }
            .map_or_else(Self::NotJson, Self::Json),
        }
    }

    pub(in crate::sandbox::core) fn is_json(&self) -> bool {
        matches!(self, Self::Json(_))
    }

    /// The JSON, for whoever looks at the record.
    pub(in crate::sandbox::core) fn into_json(self) -> Option<Value> {
        match self {
            Self::Json(value) => Some(value),
            Self::None | Self::NotJson(_) => None,
        }
    }
}
