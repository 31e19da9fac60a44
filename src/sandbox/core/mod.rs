//! What the sandbox is, without I/O: a value that is given a request and the
//! time, and decides how it responds and what goes wrong. It holds the jobs,
//! their histories and events, the plan of faults and a record of all calls.

mod cors;
mod course;
mod dates;
mod events;
mod gate;
mod handle;
mod history;
mod jobs;
mod life_cycle;
mod look;
mod operation;
mod record;
mod request;
mod response;
mod route;
mod setting;
mod state;
mod value;

pub(super) use self::dates::writable;
pub(super) use self::handle::{Body, prepare};
pub use self::handle::{BodyTooLong, MAX_BODY_BYTES};
pub use self::history::{By, Change};
pub use self::life_cycle::{Transition, transition};
pub use self::record::Call;
pub(super) use self::record::Kept;
pub(super) use self::setting::Setting;
pub(super) use self::state::State;
pub(super) use self::value::Core;
