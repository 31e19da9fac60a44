//! What Flatfile says happened: an event as it reaches a program by a webhook,
//! a queue or a forwarder, or as a list of them is read.
//!
//! [`event`] has the kinds, [`find`] looks for events in what came and
//! [`secrets`] takes tokens out of it; [`filter`] holds the rules by which the
//! official listener matches, over [`glob`], [`flat`] and [`wrapper`]; [`list`]
//! asks for events, and [`page`] is what comes; `of_job` is the event that a job
//! would make.

mod error;
mod event;
mod filter;
mod find;
mod flat;
mod glob;
#[cfg(feature = "client")]
mod job_of;
#[cfg(feature = "client")]
mod list;
#[cfg(any(feature = "sandbox", feature = "worker"))]
mod of_job;
#[cfg(feature = "client")]
mod page;
mod parse;
mod received;
mod secrets;
mod wrapper;

pub use error::EventError;
pub use event::Event;
pub use filter::EventFilter;
#[cfg(feature = "client")]
pub use list::Events;
#[cfg(feature = "sandbox")]
pub(crate) use of_job::kind_of;
#[cfg(any(feature = "sandbox", feature = "worker"))]
pub(crate) use of_job::of_job;
#[cfg(feature = "client")]
pub use page::EventPage;
pub use received::Received;
