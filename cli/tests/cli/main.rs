//! The program as people run it, against the sandbox. What it prints is in
//! golden files (`UPDATE_GOLDEN=1`); one behaviour a file.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test that unwraps says where it failed"
)]

mod contract;
#[cfg(unix)]
mod control;
mod diff;
mod doctor;
mod figures;
mod help;
mod hostile;
mod interrupts;
mod jobs;
mod list;
mod many;
mod outcome;
mod output;
mod plan;
mod readme;
mod reap;
#[cfg(unix)]
mod sandbox;
mod settings;
mod support;
mod watch;
#[cfg(unix)]
mod work;
