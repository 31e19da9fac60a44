//! What Flatfile says happened: an event as it reaches a program by a webhook,
//! a queue or a forwarder.
//!
//! [`event`] has the kinds, [`find`] looks for events in what came and
//! [`secrets`] takes tokens out of it; [`filter`] holds the rules by which the
//! official listener matches, over [`glob`], [`flat`] and [`wrapper`].

mod error;
mod event;
mod filter;
mod find;
mod flat;
mod glob;
#[cfg(feature = "client")]
mod job_of;
mod parse;
mod received;
mod secrets;
mod wrapper;

pub use error::EventError;
pub use event::Event;
pub use filter::EventFilter;
pub use received::Received;
