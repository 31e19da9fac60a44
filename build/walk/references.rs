//! Following `$ref`.

use serde_json::Value;

use crate::codegen::document::Document;

/// How many references may follow each other; more are a ring.
const LONGEST: usize = 32;

/// The target of a `$ref`.
pub fn reference(value: &Value) -> Option<&str> {
    value.get("$ref").and_then(Value::as_str)
}

/// The component that a `$ref` names.
pub fn component(value: &Value) -> Option<&str> {
    reference(value)?.strip_prefix("#/components/schemas/")
}

/// What stands at `pointer`, all references followed, and where that was
/// written.
pub fn resolved<'a>(document: &'a Document, pointer: &str) -> Option<(String, &'a Value)> {
    let mut pointer = pointer.to_owned();
    for _ in 0..LONGEST {
        let value = document.at(&pointer)?;
        match reference(value) {
            Some(target) => pointer = target.strip_prefix('#')?.to_owned(),
            None => return Some((pointer, value)),
        }
    }
    None
}

/// What stands at `pointer`, all references followed.
pub fn resolve<'a>(document: &'a Document, pointer: &str) -> Option<&'a Value> {
    resolved(document, pointer).map(|(_, value)| value)
}
