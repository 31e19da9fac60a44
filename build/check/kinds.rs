//! What kind of JSON value a schema stands for, all references followed.

use serde_json::Value;

use crate::codegen::document::{Document, join};
use crate::codegen::walk::resolved;

/// The JSON kinds, as far as the checks tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    Text,
    Integer,
    Number,
    Flag,
    List,
    /// An object with members that the contract lists.
    Object,
    /// An object whose members all have one schema.
    Map,
    /// An object that may hold anything.
    Free,
    /// One of several.
    Union,
    /// Anything.
    Any,
}

impl Shape {
    /// A text, a number or a boolean.
    pub fn is_scalar(self) -> bool {
        matches!(self, Self::Text | Self::Integer | Self::Number | Self::Flag)
    }

    /// The kind in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::Flag => "a boolean",
            Self::List => "a list",
            Self::Object => "an object",
            Self::Map => "a map",
            Self::Free => "a free object",
            Self::Union => "a value of several kinds",
            Self::Any => "a value of any kind",
        }
    }
}

/// The kind of the schema at a pointer; none where a reference leads nowhere.
pub fn shape(document: &Document, pointer: &str) -> Option<Shape> {
    let mut pointer = pointer.to_owned();
    // A wrapper around one reference is what it wraps. A ring has an end too.
    for _ in 0..32 {
        let (at, schema) = resolved(document, &pointer)?;
        match alone(schema) {
            true => pointer = join(&join(&at, "allOf"), "0"),
            false => return Some(of(schema)),
        }
    }
    None
}

/// Whether a schema only wraps one other, to say that it may be null.
pub fn alone(schema: &Value) -> bool {
    let parts = schema.get("allOf").and_then(Value::as_array);
    parts.is_some_and(|parts| parts.len() == 1)
        && ["type", "properties", "required", "additionalProperties", "oneOf"]
            .iter()
            .all(|keyword| schema.get(keyword).is_none())
}

fn of(schema: &Value) -> Shape {
    match schema.get("type").and_then(Value::as_str) {
        _ if schema.get("oneOf").is_some() => Shape::Union,
        _ if schema.get("allOf").is_some() => Shape::Object,
        Some("string") => Shape::Text,
        Some("integer") => Shape::Integer,
        Some("number") => Shape::Number,
        Some("boolean") => Shape::Flag,
        Some("array") => Shape::List,
        Some("object") if schema.get("properties").is_some() => Shape::Object,
        Some("object") => match schema.get("additionalProperties") {
            Some(Value::Object(members)) if !members.is_empty() => Shape::Map,
            _ => Shape::Free,
        },
        _ => Shape::Any,
    }
}
