//! Many jobs at once: found by events, sweeps and feeds, run within limits, and
//! stopped cleanly.

mod by_itself;
mod chance;
mod failing;
mod fed;
mod found;
mod health;
mod limits;
mod metrics;
mod narrowed;
mod outbox;
#[cfg(unix)]
mod process;
mod service;
mod stops;
mod told;
mod world;
