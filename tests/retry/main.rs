//! Calls that can be depended on: what is tried again, within which bounds,
//! and what is known of an end.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that fails says where"
)]
#![allow(clippy::print_stderr, clippy::print_stdout, reason = "tables and seeds are printed")]

#[path = "../support/mod.rs"]
mod support;

mod bounds;
mod budget;
mod child;
mod connect_limit;
mod connections;
mod credentials;
mod drops;
mod hasty;
mod http2_faults;
mod kept;
mod nets;
mod own_connections;
mod proxies;
mod proxy_server;
mod proxy_ways;
mod renewal;
mod repeats;
mod schedules;
mod secure;
mod settling;
mod statuses;
mod waits;
mod wire_faults;
