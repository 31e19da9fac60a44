//! What the words of the contract are called in Rust.

use std::collections::BTreeMap;

use crate::codegen::names::Rename;

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
