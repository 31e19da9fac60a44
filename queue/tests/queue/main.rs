//! The queue as a program uses it, against the sandbox: on SQLite in `cargo
//! test`, and on PostgreSQL by `queue/run`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that fails says where"
)]

mod again;
mod away;
mod blocking;
mod given_back;
mod left;
mod lost;
mod poison;
mod put;
mod run;
mod settings;
mod stage;
mod unique;
