//! What is wrong with a contract, where, and what to do about it.

use std::fmt;

/// One problem. Problems sort by their place in the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub file: String,
    /// Counted from 1.
    pub line: u64,
    /// Counted from 1.
    pub column: u64,
    /// A JSON pointer to the place; empty for the whole document.
    pub pointer: String,
    pub what: String,
    pub cure: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, pointer, what, cure } = self;
        let place = if pointer.is_empty() { "/" } else { pointer };
        write!(f, "{file}:{line}:{column}: {place}: {what}; {cure}")
    }
}
