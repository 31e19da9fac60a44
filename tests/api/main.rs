//! The types of the contract: lenient in reading, strict in writing.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that fails says where"
)]
#![allow(clippy::print_stderr, clippy::print_stdout, reason = "tables and seeds are printed")]

#[path = "../support/mod.rs"]
mod support;

mod configs;
mod dates;
mod examples;
mod face;
mod fixtures;
mod instances;
mod json_schema;
mod lenient;
mod mismatch;
mod mutations;
mod odd_members;
mod odd_texts;
mod operations;
mod whole_numbers;
