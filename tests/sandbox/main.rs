//! The sandbox answers as the API does.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that fails says where"
)]
#![allow(clippy::print_stderr, clippy::print_stdout, reason = "tables and seeds are printed")]

#[path = "../support/mod.rs"]
mod support;

mod at_once;
mod beside;
mod blocking;
mod bounds;
mod caller;
mod chains;
mod cors;
mod create;
mod dates;
mod deadline;
#[cfg(unix)]
mod descriptors;
mod events;
mod faults;
mod faults_on_the_wire;
mod gate;
mod held;
mod life;
mod life_cycle;
mod list;
mod model;
mod numbers;
mod outcome;
mod parts;
mod plan;
mod predecessors;
mod record;
mod retry;
mod same_answers;
mod slow_clients;
mod state;
mod stop;
mod validation;
mod watching;
