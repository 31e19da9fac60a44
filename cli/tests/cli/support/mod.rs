//! A sandbox, a home of its own, and the program run between them.

#[path = "../../../../tests/support/golden.rs"]
pub mod golden;
mod plain;
mod run;
#[cfg(unix)]
mod served;
mod world;

pub use run::Ran;
#[cfg(unix)]
pub use served::{Answer, Served};
pub use world::World;

use golden::assert_golden;

/// Asserts what a session looked like.
#[track_caller]
pub fn assert_session(name: &str, session: &str) {
    assert_golden(&format!("tests/golden/{name}.txt"), session);
}
