//! The contract and its build: broken contracts, what is generated, what
//! changed since the last release, and mutations.

use contract::codegen;

#[path = "../support/mod.rs"]
mod support;

mod broken;
mod examples;
mod fuzz;
mod generated;
mod mutations;
mod release;
mod surface;

/// The contract as it stands.
const TEXT: &str = include_str!("../../openapi/flatfile-jobs.yaml");
