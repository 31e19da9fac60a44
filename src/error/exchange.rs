//! What went over the wire in one call.

use bytes::Bytes;
use http::Response;

use crate::api::Operation;
use crate::client::Token;
use crate::transport::TransportError;

/// One call, as the hook saw it.
pub(crate) struct Exchange {
    pub(crate) operation: Option<&'static Operation>,
    pub(crate) job: Option<String>,
    pub(crate) outcome: Result<Response<Bytes>, TransportError>,
    /// To take out of the server's messages, should it have repeated it.
    pub(crate) token: Token,
}
