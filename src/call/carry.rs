//! One request over the wire, within its limits.

use bytes::Bytes;
use http::Request;

use crate::error::Outcome;
use crate::timer::{Deadline, Expired};
use crate::transport::{TransportError, TransportErrorKind, Wire};

/// Carries a request, and brings its response of at most so many bytes.
pub(super) async fn carry(
    wire: &Wire,
    request: Request<Bytes>,
    deadline: &mut Deadline,
    most: usize,
) -> Outcome {
    let expired = |Expired| TransportError::new(TransportErrorKind::Timeout);
    let mut begun = deadline.run(wire.send(request)).await.map_err(expired)??;
    let body = deadline.run(begun.read(most)).await.map_err(expired).and_then(|read| read);
    begun.end(body)
}
