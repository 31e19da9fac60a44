//! What a person sees, in a real terminal: tmux draws it, and its screen is
//! read. They need tmux, so `cargo test` leaves them alone; `.ci/run` runs them:
//! `cargo test -p flatfile-jobs-cli --test terminal -- --ignored`.
#![cfg(unix)]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test that fails says where, and what was on the screen"
)]

mod bars;
mod harmless;
mod long;
mod show;
#[path = "../cli/support/mod.rs"]
#[allow(dead_code, unused_imports, reason = "each binary uses a part of it")]
mod support;
mod tmux;
