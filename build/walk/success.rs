//! What the success of an operation brings: JSON, bytes, or nothing.

use serde_json::Value;

use super::{OperationAt, resolved};
use crate::codegen::document::{Document, join, last_key};

/// The media type of bodies that are read into types.
pub const JSON: &str = "application/json";

/// What a response brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Success<'a> {
    /// JSON of this schema.
    Json(&'a Value),
    /// What is of this other media type, as it is.
    Bytes(&'a str),
    /// That it is done, and no more.
    Nothing,
}

/// What an operation's success brings, as far as it can be told.
pub fn success<'a>(document: &'a Document, operation: &OperationAt<'_>) -> Option<Success<'a>> {
    successes(document, operation).into_iter().find_map(|(_, response)| brings(response))
}

/// The first response of an operation that is a success, and where it was
/// written.
pub fn first_success<'a>(
    document: &'a Document,
    operation: &OperationAt<'_>,
) -> Option<(String, &'a Value)> {
    let (pointer, _) = successes(document, operation).into_iter().next()?;
    resolved(document, &pointer)
}

/// The successes of an operation, in the order of the file, references
/// resolved, each with where it stands in the operation.
fn successes<'a>(document: &'a Document, operation: &OperationAt<'_>) -> Vec<(String, &'a Value)> {
    let below = join(&operation.pointer, "responses");
    let all = document.at(&below).map(|all| document.in_file_order(&below, all));
    all.into_iter()
        .flatten()
        .filter(|(pointer, _)| last_key(pointer).starts_with('2'))
        .filter_map(|(pointer, _)| {
            let (_, response) = resolved(document, &pointer)?;
            Some((pointer, response))
        })
        .collect()
}

/// What one response brings; none where its content is not as it should be.
pub fn brings(response: &Value) -> Option<Success<'_>> {
    let Some(content) = response.get("content") else { return Some(Success::Nothing) };
    let mut media = content.as_object()?.iter();
    match (media.next(), media.next()) {
        (Some((name, body)), None) if name == JSON => {
            body.get("schema").filter(|it| it.is_object()).map(Success::Json)
        }
        (Some((name, _)), None) => Some(Success::Bytes(name)),
        _ => None,
    }
}
