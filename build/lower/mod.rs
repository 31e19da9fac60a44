//! What the generator cannot say by itself is taken out of the contract here,
//! in named steps, and made by `emit` instead.
//!
//! The result is a contract for the generator alone; nobody else reads it. It
//! holds what the generator needs and nothing else (`essence`), each type under
//! a name of its own (`flatten`, `nulls`, `hoist`), and marks in place of words
//! (`mark`), so that neither an odd word nor an odd form reaches the generator.

mod enums;
mod essence;
mod flatten;
mod free;
mod hoist;
mod ids;
mod mark;
mod nulls;
mod numbers;
mod tree;
mod unions;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

pub use enums::OpenEnum;
pub use ids::{Id, PATH_ID};
pub use mark::Marks;
pub use unions::TaggedUnion;

use super::document::Document;
use super::names::Rename;

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

/// What the words of the contract are called in Rust.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The type of each component.
    pub components: BTreeMap<String, String>,
    /// The function and the type of each operation.
    pub operations: BTreeMap<String, (String, String)>,
    /// Where each type and each function of the generated code comes from.
    pub origins: BTreeMap<String, String>,
    /// The names that are not the plain ones.
    pub renames: Vec<Rename>,
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

/// The components, if the contract has any.
fn components(contract: &mut Value) -> Option<&mut Map<String, Value>> {
    contract.pointer_mut("/components/schemas")?.as_object_mut()
}

/// The components that carry a mark.
fn marked(contract: &mut Value, mark: &str) -> Vec<String> {
    let components = components(contract).into_iter().flatten();
    let marked = components.filter(|(_, schema)| schema.get(mark) == Some(&Value::Bool(true)));
    marked.map(|(name, _)| name.clone()).collect()
}

fn description(schema: &Value) -> String {
    schema.get("description").and_then(Value::as_str).unwrap_or_default().trim().to_owned()
}
