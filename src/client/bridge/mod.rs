//! In and out of the generated client.
//!
//! The build closes each generated `send` with one call of [`send`]: the
//! arguments become a request, the request passes `call`, and the body of the
//! response is read once, into the type that the caller chose.

mod decode;
mod send;

pub(crate) use decode::{Body, Decode, Done};
pub(crate) use send::{Prepare, call, conclude, send};
