//! The contract and its build: broken contracts, what is generated, what
//! changed since the last release, and mutations.

#[path = "../../build/mod.rs"]
mod codegen;
#[path = "../support/mod.rs"]
mod support;

mod broken;
mod ends;
mod examples;
mod facts;
mod generated;
mod golden;
mod house;
mod mutations;
mod release;
mod surface;
