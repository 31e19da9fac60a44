//! What changed since the contract was last released, breaking or additive.
//!
//! `openapi/released.txt` holds the facts of the released contract; before the
//! first release, those of the first whole one.

use crate::changes::{Change, Effect};
use crate::facts::Facts;

/// Reads the facts of a released contract.
#[must_use]
pub fn read(text: &str) -> Facts {
    let pairs = text.lines().filter_map(|line| line.split_once(" = "));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// Writes the facts of a contract, a line each.
#[must_use]
pub fn write(facts: &Facts) -> String {
    facts.iter().map(|(name, value)| format!("{name} = {value}\n")).collect()
}

/// The breaking changes that the changelog's Unreleased section does not name.
#[must_use]
pub fn unnamed<'a>(changes: &'a [Change], changelog: &str) -> Vec<&'a Change> {
    let mut sections = changelog.split("\n## ");
    let unreleased = sections.find(|section| section.starts_with("Unreleased")).unwrap_or_default();
    changes
        .iter()
        .filter(|change| change.effect == Effect::Breaking && !unreleased.contains(&change.fact))
        .collect()
}
