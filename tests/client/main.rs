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
mod bodies;
mod canary;
mod clean_up;
mod contract_mismatch;
mod done;
mod environment;
mod extra;
mod faq;
mod limits;
mod no_runtime;
mod odd_bodies;
mod odd_jobs;
mod odd_pages;
mod outbox;
mod outcome;
mod paging;
mod path_ids;
mod progress;
mod raw;
mod send;
mod settings;
mod sizes;
mod spans;
mod spellings;
mod statuses;
mod transport_errors;
mod wire;
