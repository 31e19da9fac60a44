#![doc = include_str!("../README.md")]
#![warn(missing_docs, missing_debug_implementations, unreachable_pub)]

mod backoff;
mod dispatcher;
mod entry;
mod error;
mod history;
mod liveness;
mod queue;
mod report;
mod settings;
mod store;
mod work;
mod worker;

pub use dispatcher::{Dispatcher, Put, PutCounts};
pub use error::Error;
pub use history::History;
pub use queue::{Queue, Sweeper};
pub use report::WorkerReport;
pub use worker::Worker;
