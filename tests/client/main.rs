//! The client: what it sends, what it refuses to send, and what its errors say.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that fails says where"
)]
#![allow(clippy::print_stderr, clippy::print_stdout, reason = "tables and seeds are printed")]

#[path = "../support/mod.rs"]
mod support;

mod base_url;
mod canary;
mod contract_mismatch;
mod environment;
mod outcome;
mod paging;
mod path_ids;
mod raw;
mod send;
mod spans;
mod statuses;
mod transport_errors;
mod wire;
