//! In and out of the generated client.
//!
//! The build closes each generated `send` with one call of [`send`]: the
//! arguments become a request, the request passes `call`, and the body of the
//! response is read once, as the operation says or as the caller chose.

mod decode;
mod send;

#[allow(unused_imports, reason = "only a contract that has such a response calls it")]
pub(crate) use decode::AsBytes;
pub(crate) use decode::{Body, Decode, Done, Json};
pub(crate) use send::{Prepare, call, conclude, send};
