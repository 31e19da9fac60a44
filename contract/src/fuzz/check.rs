//! One seed, one contract, and what must not happen to it.

use super::{Verdict, broken_text, broken_tree, judge, text, valid};

/// What is done to a contract before the build sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing: the build has to understand it.
    Valid,
    /// Its tree is changed.
    BrokenTree,
    /// Its text is changed.
    BrokenText,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Valid, Self::BrokenTree, Self::BrokenText];

    /// The contract of a seed; `whole` is one that people wrote.
    #[must_use]
    pub fn contract(self, seed: u64, whole: &str) -> String {
        match self {
            Self::Valid => text(&valid(seed)),
            Self::BrokenTree => text(&broken_tree(seed, &valid(seed / 4))),
            // One that people wrote is long: most mutants are of short ones.
            Self::BrokenText if seed.is_multiple_of(16) => broken_text(seed, whole),
            Self::BrokenText => {
                let contract = valid(seed / 4);
                broken_text(seed, &serde_json::to_string_pretty(&contract).unwrap_or_default())
            }
        }
    }
}

/// What the build did with the contract of a seed and never may.
#[must_use]
pub fn fault(kind: Kind, seed: u64, whole: &str) -> Option<String> {
    let contract = kind.contract(seed, whole);
    let fault = match (judge(&contract), kind) {
        (Verdict::Fault(fault), _) => fault,
        (Verdict::Said(lines), Kind::Valid) => format!("it is valid: {}", lines.join("\n")),
        _ => return None,
    };
    Some(format!("{kind:?}, SEED={seed} CONTRACTS=1: {fault}\n{contract}"))
}
