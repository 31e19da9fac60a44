//! The Rust that the generator does not make: open enums, tagged unions, ids,
//! setters, and the operations table.

pub mod builders;
pub mod close;
pub mod components;
pub mod names;
pub mod operations;
pub mod rust;
pub mod setters;
pub mod types;
