//! A command as a handler of jobs: the process, what its lines and its end mean,
//! and what the person hears of it. Where ready jobs come from, and that each is
//! ended once, whatever happens, is the library's worker.

mod command;
mod end;
mod lines;
mod process;
mod program;
mod tally;
mod worked;

pub use command::{Limits, command};
pub use program::find as find_program;
pub use tally::Tally;
