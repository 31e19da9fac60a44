//! Contracts by the thousand: valid ones by construction, with odd names and
//! every construct that the build supports, and broken ones by mutation.
//!
//! The same seed makes the same contract.

mod broken;
mod check;
mod operations;
mod schemas;
mod verdict;
mod words;

use fastrand::Rng;
use serde_json::{Value, json};

pub use broken::{broken_text, broken_tree};
pub use check::{Kind, fault};
pub use verdict::{Verdict, judge};

/// A contract that the build has to understand.
#[must_use]
pub fn valid(seed: u64) -> Value {
    let mut rng = Rng::with_seed(seed);
    let schemas = schemas::Schemas::make(&mut rng);
    let (paths, mut components) = operations::make(&mut rng, &schemas);
    components["schemas"] = schemas.all.clone().into();
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": words::text(&mut rng),
            "version": "1",
            "description": words::text(&mut rng),
        },
        "servers": [{ "url": "https://api.example.test/v1" }],
        "paths": paths,
        "components": components,
    })
}

/// A contract as text: JSON, which is YAML where no raw control character is
/// in it.
#[must_use]
pub fn text(contract: &Value) -> String {
    let mut text = String::new();
    for character in contract.to_string().chars() {
        match character {
            '\u{7f}'..='\u{9f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                text.push_str(&format!("\\u{:04x}", u32::from(character)));
            }
            other => text.push(other),
        }
    }
    text
}
