//! The member that does not fit, and what was expected there. Both are text
//! about a body: a name or a value of the body is not for messages.

use serde_path_to_error::{Path, Segment};

use crate::contract::is_member;

/// The words with which serde and this crate's types say what they expect.
const WORDS: &[&str] = &[
    "a",
    "an",
    "any",
    "array",
    "bool",
    "boolean",
    "bytes",
    "char",
    "character",
    "date",
    "elements",
    "f32",
    "f64",
    "float",
    "formatted",
    "i128",
    "i16",
    "i32",
    "i64",
    "i8",
    "integer",
    "key",
    "list",
    "map",
    "null",
    "number",
    "object",
    "of",
    "option",
    "or",
    "RFC",
    "3339",
    "sequence",
    "string",
    "time",
    "u128",
    "u16",
    "u32",
    "u64",
    "u8",
    "unit",
    "valid",
    "value",
    "whole",
    "with",
];

/// Where the member stands: names of the contract, and `*` for any other.
/// Empty for the whole body.
pub(in crate::error) fn path(path: &Path) -> String {
    let mut text = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => text.push_str(&format!("[{index}]")),
            Segment::Map { key } | Segment::Enum { variant: key } => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(if is_member(key) { key } else { "*" });
            }
            Segment::Unknown => {}
        }
    }
    text
}

/// What a reader expected, without the value that it found.
pub(in crate::error) fn expectation(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = match text.rsplit_once(" at line ") {
        Some((text, place)) if place.starts_with(|digit: char| digit.is_ascii_digit()) => text,
        _ => &text,
    };
    for what in ["missing field", "duplicate field"] {
        let quoted = text.strip_suffix('`').and_then(|text| text.rsplit_once(what));
        let name = quoted.and_then(|(_, name)| name.strip_prefix(" `"));
        if let Some(name) = name.filter(|name| is_member(name)) {
            return format!(": {what} `{name}`");
        }
    }
    match text.rsplit_once("expected ") {
        Some((_, kind)) if kind.starts_with("struct ") => ": expected an object".into(),
        Some((_, kind)) if kind.split(' ').all(|word| WORDS.contains(&word)) => {
            format!(": expected {kind}")
        }
        _ => String::new(),
    }
}
