//! The build's own checks, fed with contracts that are broken in one place.

#[path = "../../build/mod.rs"]
mod contract;

mod broken;
mod generated;
