//! Rust names for the words of the contract.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// The variant for a value of an enum or a tag.
pub fn variant(value: &str) -> String {
    value.to_upper_camel_case()
}

/// The function for an operation, as the generator names it.
pub fn function(operation_id: &str) -> String {
    operation_id.to_snake_case()
}
