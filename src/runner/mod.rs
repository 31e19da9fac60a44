//! A job's run from its acknowledgement to exactly one end.
//!
//! [`begin`] reads and acknowledges; [`driver`] keeps the handler, its reports
//! and the looks at the job going, in one future and without a task of its own;
//! [`finish`] sends the one end. What to do when is decided without I/O:
//! [`reports`] says which progress is sent next, [`looks`] when the job is read,
//! and [`sight`] whether what was seen is still the same run.

mod begin;
mod canceled;
mod caught;
mod driver;
mod events;
mod finish;
mod handler;
mod looks;
mod options;
mod parts;
mod report;
mod reports;
mod run;
mod run_error;
mod run_job;
mod running;
mod shared;
mod sight;
mod start;

pub use canceled::{CancelReason, Signal};
pub use handler::{HandlerError, HandlerResult, Returned};
pub use options::OnShutdown;
pub use parts::{EndedParts, Parts, PartsRule};
pub use report::{RunEnd, RunReport};
pub use run::{Info, Run};
pub use run_error::{Refusal, RunError};
pub use run_job::RunJob;
pub use running::RunningJob;
pub use start::StartJob;
