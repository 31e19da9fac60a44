//! Verdicts on the contract: does the build understand it, what does it make
//! of the Rust API, what changed since the release, do its examples fit.
//!
//! All of it from the build's own module, without the rest of the crate, so
//! that a change is judged before hand-written code compiles again. The command
//! `cargo run -p contract` prints the verdicts; `cargo test --test contract`
//! asks for the same ones.

#[path = "../../build/mod.rs"]
pub mod codegen;

pub mod changes;
pub mod examples;
pub mod facts;
pub mod files;
pub mod fuzz;
pub mod release;
pub mod surface;
