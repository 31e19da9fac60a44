//! The contract and its build: broken contracts, what is generated, what
//! changed since the last release, and mutations.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that fails says where"
)]
#![allow(clippy::print_stderr, clippy::print_stdout, reason = "tables and seeds are printed")]

use contract::codegen;

#[path = "../support/mod.rs"]
mod support;

mod broken;
mod compiled;
mod ends;
mod examples;
mod fence;
mod fuzz;
mod generated;
mod golden;
mod growth;
mod house;
mod mutations;
mod planted;
mod release;
mod surface;
mod unsupported;
mod walks;
mod yaml;

/// The contract as it stands.
const TEXT: &str = include_str!("../../openapi/flatfile-jobs.yaml");
