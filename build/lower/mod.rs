//! What the generator cannot say by itself is taken out of the contract here,
//! in named steps, and made by `emit` instead.
//!
//! The result is a contract for the generator alone; nobody else reads it.

mod constants;
mod enums;
mod free;
mod ids;
mod numbers;
mod responses;
mod unions;

use serde_json::{Map, Value};

pub use enums::OpenEnum;
pub use ids::{Id, PATH_ID};
pub use unions::TaggedUnion;

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
}

/// Lowers a contract that passed all checks.
pub fn lower(contract: &Value) -> Lowered {
    let mut contract = contract.clone();
    constants::remove(&mut contract);
    responses::keep_success(&mut contract);
    let open_enums = enums::take(&mut contract);
    let unions = unions::take(&mut contract);
    let ids = ids::take(&mut contract);
    let numbers = numbers::take(&mut contract);
    free::widen(&mut contract);
    let configs = marked(&mut contract, "x-config");
    Lowered { contract, open_enums, unions, ids, numbers, configs }
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

/// Calls `change` with each object of the contract, examples left out, inner
/// ones first.
fn each_object(node: &mut Value, change: &mut dyn FnMut(&mut Map<String, Value>)) {
    match node {
        Value::Object(members) => {
            for (key, child) in members.iter_mut() {
                if key != "example" && key != "examples" {
                    each_object(child, change);
                }
            }
            change(members);
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_object(item, change)),
        _ => {}
    }
}
