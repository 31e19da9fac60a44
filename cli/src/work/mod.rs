//! A command as a handler of jobs: the process, what its lines and its end mean,
//! and what the person hears of it. Where ready jobs come from, and that each is
//! ended once, whatever happens, is the library's worker.

mod command;
mod end;
#[cfg(unix)]
mod groups;
mod lines;
mod process;
mod program;
mod tally;
mod worked;

pub use command::{Limits, command};
#[cfg(unix)]
pub use groups::end_all;
pub use program::find as find_program;
pub use tally::Tally;

/// A command is ended with its process here.
#[cfg(not(unix))]
pub fn end_all() {}
