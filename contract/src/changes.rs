//! What changed between two contracts, and what that is to those who use it.

use std::collections::BTreeSet;
use std::fmt;

use crate::facts::Facts;

/// What a change of a contract does to those who use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Somebody's program, or a server of before, no longer fits.
    Breaking,
    /// Everything of before still fits.
    Additive,
}

/// One fact that changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    pub effect: Effect,
    pub fact: String,
    pub from: Option<String>,
    pub to: Option<String>,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let effect = match self.effect {
            Effect::Breaking => "breaking",
            Effect::Additive => "additive",
        };
        let show = |value: &Option<String>| match value {
            None => "absent".to_owned(),
            Some(value) if value.is_empty() => "present".to_owned(),
            Some(value) => format!("`{value}`"),
        };
        write!(f, "{effect}: {}: {} -> {}", self.fact, show(&self.from), show(&self.to))
    }
}

impl Change {
    /// Why the change is what it is.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match (self.effect, &self.from, &self.to) {
            (Effect::Additive, None, _) => "all that fitted before fits still",
            (Effect::Additive, ..) => "what had to be given may be left out",
            (Effect::Breaking, Some(_), None) => "programs that name it no longer compile",
            (Effect::Breaking, None, Some(_)) => {
                "requests of before lack it, and so do the responses of an older server"
            }
            (Effect::Breaking, ..) => "it is another type in Rust, or another text on the wire",
        }
    }
}

/// What changed between two contracts.
#[must_use]
pub fn changes(old: &Facts, new: &Facts) -> Vec<Change> {
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut found: Vec<Change> = names
        .into_iter()
        .filter(|name| old.get(*name) != new.get(*name))
        .map(|name| {
            let (from, to) = (old.get(name).cloned(), new.get(name).cloned());
            let effect = match is_part_of_something_new(name, old) {
                true => Effect::Additive,
                false => effect(name, from.as_deref(), to.as_deref()),
            };
            Change { effect, fact: name.clone(), from, to }
        })
        .collect();
    found.sort();
    found
}

/// Whether the schema or operation that a fact is of was not there before.
fn is_part_of_something_new(name: &str, old: &Facts) -> bool {
    let mut words = name.split([' ', '.']);
    let owner = [words.next(), words.next()].map(Option::unwrap_or_default).join(" ");
    !old.contains_key(&owner)
}

fn effect(name: &str, from: Option<&str>, to: Option<&str>) -> Effect {
    let input = name.contains(" parameter ") || name.ends_with(" body");
    match (from, to) {
        // Something that has to be there: constructors change, requests of
        // before lack it, and so do the answers of an older server.
        (None, Some(to)) if to.ends_with(", required") => Effect::Breaking,
        (None, Some(_)) => Effect::Additive,
        // What had to be given may now be left out.
        (Some(from), Some(to)) if input && relaxed(from, to) => Effect::Additive,
        _ => Effect::Breaking,
    }
}

fn relaxed(from: &str, to: &str) -> bool {
    from.strip_suffix(", required").is_some_and(|kind| to.strip_suffix(", optional") == Some(kind))
}
