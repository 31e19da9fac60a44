//! What the generator cannot say by itself is taken out of the contract here,
//! in named steps, and made by `emit` instead.
//!
//! The result is a contract for the generator alone; nobody else reads it. It
//! holds what the generator needs and nothing else (`essence`), each type under
//! a name of its own (`flatten`, `nulls`, `hoist`), and marks in place of words
//! (`mark`), so that neither an odd word nor an odd form reaches the generator.

mod component;
mod enums;
mod essence;
mod flatten;
mod free;
mod hoist;
mod ids;
mod mark;
mod named;
mod nulls;
mod numbers;
mod tree;
mod unions;

use serde_json::Value;

pub use enums::OpenEnum;
pub use ids::{Id, PATH_ID};
pub use mark::Marks;
pub use named::Names;
pub use unions::TaggedUnion;

use super::document::Document;
use component::marked;

/// The contract as the generator reads it, and what was taken out.
#[derive(Debug)]
pub struct Lowered {
    pub contract: Value,
    pub open_enums: Vec<OpenEnum>,
    pub unions: Vec<TaggedUnion>,
    pub ids: Vec<Id>,
    pub numbers: Vec<String>,
    /// The known forms of a job's config.
    pub configs: Vec<String>,
    pub names: Names,
    pub marks: Marks,
}

/// Lowers a contract that passed all checks.
pub fn lower(document: &Document) -> Lowered {
    let mut names = Names::default();
    let mut contract = essence::extract(document, &mut names);
    flatten::flatten(&mut contract);
    unions::remove_tags(&mut contract);
    nulls::to_uses(&mut contract);
    hoist::hoist(&mut contract, &mut names);
    let open_enums = enums::take(&mut contract, &mut names);
    let unions = unions::take(&mut contract, &mut names);
    let ids = ids::take(&mut contract);
    let numbers = numbers::take(&mut contract);
    free::widen(&mut contract);
    let configs = marked(&mut contract, "x-config");
    let marks = mark::mark(document, &mut contract, &mut names);
    tree::clean(&mut contract);
    Lowered { contract, open_enums, unions, ids, numbers, configs, names, marks }
}
