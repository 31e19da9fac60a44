//! Which Rust type each component became: the tests go by it, so that none is
//! left out.

use serde_json::Value;

use crate::codegen::document::Document;
use crate::codegen::lower::Lowered;

/// A call of `components!` with a line for each component of the contract.
pub fn list(document: &Document, lowered: &Lowered) -> String {
    let names = document.at("/components/schemas").and_then(Value::as_object);
    let lines = names.into_iter().flatten().map(|(name, _)| {
        let own = lowered.names.components.get(name).unwrap_or(name);
        let kind = match lowered.numbers.contains(own) {
            true => "serde_json::Number".to_owned(),
            false => format!("flatfile_jobs::api::types::{own}"),
        };
        format!("    {name:?} => {kind},\n")
    });
    format!("components! {{\n{}}}\n", lines.collect::<String>())
}
