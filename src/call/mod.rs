//! One call on its way: attempts, waits, and the settling of an end.
//!
//! Every call passes [`run`], raw or not: a [`Request`] and bounds go in, a
//! response or an error comes out. What to do after an attempt is decided in
//! `retry`; here it is done.

mod attempt;
mod base_url;
mod bounds;
mod call_loop;
mod carry;
mod events;
mod extra;
mod failure;
mod host;
mod in_flight;
mod look;
mod options;
mod parameter;
mod path;
mod reader;
mod request;
mod response;
mod settle;
mod shared;
mod slip;
mod span;
mod state;
mod tokens;

pub(crate) use base_url::BaseUrl;
pub(crate) use call_loop::run;
pub(crate) use events::TARGET;
pub(crate) use in_flight::InFlight;
pub(crate) use options::{
    CallOptions, fault_of_deadline, fault_of_max_response_bytes, fault_of_timeout,
};
pub(crate) use path::{encode as encode_path, path};
pub(crate) use reader::{Concluded, Reader};
pub(crate) use request::{Request, set};
pub use response::{Response, SettledBy};
pub(crate) use shared::Shared;
