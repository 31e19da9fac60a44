//! Jobs that are stuck: found, bounded, ended, and written down.

mod find;
mod journal;
mod spare;

pub use find::{Found, find};
pub use journal::{Journal, Plan, Target};
pub use spare::end;
