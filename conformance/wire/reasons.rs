//! The differences that stand, each with its reason.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::difference::Difference;
use crate::world::Failure;

/// Why some differences stand.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Names of calls; a `*` stands for any text.
    calls: Vec<String>,
    /// The place of the difference; a `*` stands for any text.
    place: String,
    /// What the SDK sends; null for nothing, `*` for anything.
    typescript: Option<String>,
    /// What this crate sends; null for nothing, `*` for anything.
    ours: Option<String>,
    /// For people.
    #[serde(rename = "reason")]
    _reason: String,
    /// How many differences it was good for.
    #[serde(skip)]
    used: usize,
}

/// All of the file.
pub struct Reasons(Vec<Reason>);

impl Reasons {
    pub fn read(path: &Path) -> Result<Self, Failure> {
        Ok(Self(serde_json::from_str(&fs::read_to_string(path)?)?))
    }

    /// Whether a difference has a reason.
    pub fn explain(&mut self, call: &str, difference: &Difference) -> bool {
        let side = |pattern: &Option<String>, text: &Option<String>| match (pattern, text) {
            (None, None) => true,
            (Some(pattern), Some(text)) => fits(pattern, text),
            (None, Some(_)) | (Some(_), None) => false,
        };
        let found = self.0.iter_mut().find(|reason| {
            reason.calls.iter().any(|pattern| fits(pattern, call))
                && fits(&reason.place, &difference.place)
                && side(&reason.typescript, &difference.typescript)
                && side(&reason.ours, &difference.ours)
        });
        found.map(|reason| reason.used += 1).is_some()
    }

    /// The entries that nothing needs any more.
    pub fn unused(&self) -> impl Iterator<Item = String> {
        let unused = self.0.iter().filter(|reason| reason.used == 0);
        unused.map(|reason| format!("{} of {:?}", reason.place, reason.calls))
    }
}

/// Whether a text is of a pattern, in which `*` stands for any text.
fn fits(pattern: &str, text: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(text) = text.strip_prefix(start) else { return false };
    (0..=text.len()).filter(|at| text.is_char_boundary(*at)).any(|at| fits(rest, &text[at..]))
}
