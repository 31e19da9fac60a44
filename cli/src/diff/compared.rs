//! The whole comparison.

use std::collections::BTreeMap;

use serde_json::Value;

use super::difference::{Difference, Way};
use super::document::{Document, title};
use super::operations;
use super::schemas::Walk;

/// What came of a comparison.
#[derive(Debug)]
pub struct Compared {
    pub differences: Vec<Difference>,
    /// How many operations of the file are of no concern of the contract.
    pub others: usize,
}

/// Compares a file, `there`, with the contract, `here`; or says why it cannot.
pub fn compare(here: &Value, there: &Value) -> Result<Compared, String> {
    let (here, there) = (Document(here), Document(there));
    if let Some(fault) = there.fault() {
        return Err(fault);
    }
    let mut walk = Walk::new(here, there);
    let others = operations::compare(&mut walk);
    // What no operation leads to by name is compared by name: the forms of a
    // member that is free here.
    let named: BTreeMap<&str, &Value> =
        there.components("schemas").map(|(name, node)| (title(name, node), node)).collect();
    for (name, ours) in here.components("schemas") {
        if let (false, Some(theirs)) = (walk.reached.contains(name), named.get(name)) {
            for way in [Way::Request, Way::Response] {
                walk.compare(Some(ours), Some(theirs), name, way);
            }
        }
    }
    Ok(Compared { differences: walk.differences(), others })
}
