//! Following a job that somebody else works on: a stream of its changes, and
//! waiting for its end. [`pace`] says how often it is read, without I/O.

mod changes;
mod pace;
mod wait;

pub use changes::JobWatch;
pub(crate) use pace::Pace;
