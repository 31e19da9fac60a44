//! What a worker does with one row: [`plan`] decides, without I/O, what is to be
//! done for the job that stands there, and [`attempt`] does it.

mod attempt;
mod plan;

pub(crate) use attempt::{Counts, Handler, Shared, attempt};
