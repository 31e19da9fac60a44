//! The second fence: the generated file, as a syntax tree, before it is
//! written.
//!
//! Each item, member, variant, argument and method is there once in its scope,
//! no name is a word that the code around it uses, each reference leads to a
//! type that is there, and each type has a finite size. What is found leads
//! back to the place in the contract; rustc would name a line of a file that
//! nobody wrote.

mod functions;
mod references;
mod scopes;
mod size;
mod types;

use syn::{File, Item};

use super::document::Document;
use super::lower::Lowered;
use super::problem::Problem;

/// The problems of a generated file.
pub fn check(document: &Document, lowered: &Lowered, file: &File) -> Vec<Problem> {
    let fence = Fence { document, lowered };
    let mut problems = Vec::new();
    modules(&fence, "", &file.items, &mut problems);
    problems.extend(references::check(&fence, &file.items));
    problems.extend(size::check(&fence, &file.items));
    problems
}

/// What all checks go by.
struct Fence<'a> {
    document: &'a Document,
    lowered: &'a Lowered,
}

impl Fence<'_> {
    /// A problem at the place in the contract that a type or builder is from.
    fn problem(&self, owner: &str, what: String) -> Problem {
        let origins = &self.lowered.names.origins;
        let pointer = origins.get(owner).or_else(|| origins.get(&format!("{owner}()")));
        self.document.problem(
            pointer.map_or("", String::as_str),
            format!("the Rust for this would not compile: {what}"),
            "give what is named here another name in the contract, or describe it differently",
        )
    }

    /// A problem in code that stands in `builder`, where operations are.
    fn operation_problem(&self, owner: &str, what: String) -> Problem {
        let builder = format!("{owner}()");
        match self.lowered.names.origins.contains_key(&builder) {
            true => self.problem(&builder, what),
            false => self.problem(owner, what),
        }
    }
}

fn modules(fence: &Fence<'_>, name: &str, items: &[Item], problems: &mut Vec<Problem>) {
    problems.extend(scopes::check(fence, name, items));
    problems.extend(functions::check(fence, items));
    for item in items {
        if let Item::Mod(module) = item
            && let Some((_, items)) = &module.content
        {
            modules(fence, &module.ident.to_string(), items, problems);
        }
    }
}
