//! Many jobs at once (feature `worker`): found, run, and stopped cleanly.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
//! # let client = sandbox.client()?;
//! # use flatfile_jobs::api::types::{JobConfig, JobType, Trigger};
//! # let config = JobConfig::new("exportOrders", "us_wb_1", JobType::Workbook);
//! # let id = sandbox.add(config.with_trigger(Trigger::Immediate));
//! # let watched = client.clone();
//! # let stop = async move { watched.job(&id).wait().await.map(drop).unwrap_or_default() };
//! use flatfile_jobs::{EventFilter, HandlerResult, Run};
//!
//! async fn export(run: Run) -> HandlerResult<String> {
//!     run.check()?;
//!     Ok(format!("{} is exported", run.job().source))
//! }
//!
//! let exports = EventFilter::on("job:ready").filter(serde_json::json!({ "payload.operation": "exportOrders" }));
//! let worker = client.worker().on(exports, export).concurrency(8);
//! // In a service: `tokio::signal::ctrl_c()`.
//! let report = worker.run_until(stop).await?;
//! println!("{report}");
//! # assert_eq!(report.counts.completed, 1);
//! # Ok(())
//! # }
//! ```
//!
//! # How jobs are found
//!
//! | Source | finds | how often |
//! |---|---|---|
//! | the events `job:ready` | what became ready | every [second](Worker::poll_every) while there is something, and every half minute when idle |
//! | a sweep over the list of jobs | what the events missed, and what was ready before the start | at the start, and every [5 minutes](Worker::sweep_every) |
//! | [`Feed`] | what your webhook or queue brings | as it comes |
//!
//! No source is trusted: events come late, twice, out of order or never, and
//! Flatfile has no claim on a job. Whatever a source names is read first, and
//! begun only while it is ready. Two workers of one environment may take the same
//! job all the same, since nothing says how the server responds to a second
//! acknowledgement: run one, or give each an [environment](crate::ClientBuilder::environment_id)
//! or a [space](Worker::space) of its own.
//!
//! # How it stops
//!
//! When the future of [`run_until`](Worker::run_until) is ready, nothing new is
//! begun, and what runs has its [grace](Worker::grace). Then it is ended as
//! [`on_shutdown`](Worker::on_shutdown) says. With a [second
//! signal](Worker::halt_on) the grace is over at once, and ends have five seconds
//! to get through. [`WorkerReport`] says what became of all.
//!
//! By itself it stops after [so many jobs](Worker::max_jobs), or [when nothing is
//! ready](Worker::stop_when_idle). That, and [`drain_on`](Worker::drain_on), tells
//! no handler: what runs goes on to its end.

// In this folder: decisions without I/O are `queue` (whose turn it is), `known` (what
// was taken up already), `held` (what the outbox has an end for), `cursor` and `pages`
// (which events are asked for), `bounds` (when it stops by itself). Around them
// `poller`, `sweeper`, `feed` and `keeper` bring something in, `take` is one job, `work`
// the loop.

mod bounds;
mod builder;
mod caught;
mod counts;
mod cursor;
mod events;
mod feed;
mod health;
mod held;
mod hooks;
#[cfg(feature = "outbox")]
mod keeper;
mod known;
mod options;
mod pages;
mod poller;
mod queue;
mod report;
mod shared;
mod source;
mod state;
mod sweeper;
mod take;
mod work;

pub use builder::Worker;
pub use counts::Counts;
pub use feed::{Fed, Feed};
pub use health::{Health, Phase};
pub use report::{Unfinished, WorkerReport};
pub use source::Source;
