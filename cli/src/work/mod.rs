//! A command as a handler of jobs: where ready jobs come from, the process, what
//! its lines and its end mean. That a job is ended once, whatever happens, is the
//! library's run.

mod end;
mod lines;
mod process;
mod program;
mod ready;
mod work_on;

pub use program::find as find_program;
pub use ready::Ready;
pub use work_on::{Limits, Worked, work_on};
