//! What the contract may grow by, each kind called with the raw client.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that fails says where"
)]

mod bytes;
mod empty;
mod ends;
mod lists;
mod sandbox;
mod schemas;
mod script;
