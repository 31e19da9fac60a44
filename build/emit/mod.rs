//! The Rust that the generator does not make: open enums, tagged unions, ids,
//! setters, how fields read, the operations table, and the names of a glance.

pub mod builders;
pub mod close;
pub mod components;
pub mod docs;
pub mod glance;
pub mod members;
pub mod operations;
pub mod rust;
pub mod setters;
pub mod types;
