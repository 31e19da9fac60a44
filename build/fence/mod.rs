//! The second fence: the generated file, as a syntax tree, before it is
//! written.
//!
//! Each item, member, variant, argument and method is there once in its scope,
//! no name is a word that the code around it uses, each reference leads to a
//! type that is there, and each type has a finite size. What is found leads
//! back to the place in the contract; rustc would name a line of a file that
//! nobody wrote.

mod functions;
mod origin;
mod references;
mod scopes;
mod size;
mod types;

use syn::{File, Item};

use super::document::Document;
use super::lower::Lowered;
use super::problem::Problem;
use origin::Fence;

/// The problems of a generated file.
pub fn check(document: &Document, lowered: &Lowered, file: &File) -> Vec<Problem> {
    let fence = Fence { document, lowered };
    let mut problems = Vec::new();
    modules(&fence, "", &file.items, &mut problems);
    problems.extend(references::check(&fence, &file.items));
    problems.extend(size::check(&fence, &file.items));
    problems
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
