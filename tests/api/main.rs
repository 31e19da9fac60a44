//! The types of the contract: lenient in reading, strict in writing.

#[path = "../support/mod.rs"]
mod support;

mod examples;
mod lenient;
mod operations;
