//! A job's whole life: the events that tell of it, and the runner that takes it
//! from ready to its end.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that fails says where"
)]
#![allow(clippy::print_stderr, clippy::print_stdout, reason = "tables and seeds are printed")]

#[path = "../support/mod.rs"]
mod support;

mod events;
mod runner;
mod schedules;
mod watch;
mod worker;
