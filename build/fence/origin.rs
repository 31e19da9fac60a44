//! From what was generated back to its place in the contract.

use crate::codegen::document::Document;
use crate::codegen::lower::Lowered;
use crate::codegen::problem::Problem;

/// What all checks go by.
pub(super) struct Fence<'a> {
    pub(super) document: &'a Document,
    pub(super) lowered: &'a Lowered,
}

impl Fence<'_> {
    /// A problem at the place in the contract that a type or builder is from.
    pub(super) fn problem(&self, owner: &str, what: String) -> Problem {
        let origins = &self.lowered.names.origins;
        let pointer = origins.get(owner).or_else(|| origins.get(&format!("{owner}()")));
        self.document.problem(
            pointer.map_or("", String::as_str),
            format!("the Rust for this would not compile: {what}"),
            "give what is named here another name in the contract, or describe it differently",
        )
    }

    /// A problem in code that stands in `builder`, where operations are.
    pub(super) fn operation_problem(&self, owner: &str, what: String) -> Problem {
        let builder = format!("{owner}()");
        match self.lowered.names.origins.contains_key(&builder) {
            true => self.problem(&builder, what),
            false => self.problem(owner, what),
        }
    }
}
