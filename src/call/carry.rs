//! One request over the wire, within its limits.

use bytes::Bytes;
use http::Request;

use crate::error::Outcome;
use crate::timer::{Deadline, Expired};
use crate::transport::{TransportError, TransportErrorKind, Wire};

/// Carries a request, and brings its response of at most so many bytes.
///
/// The request is handed over before the future is there, which would hold it
/// for as long as it lasts.
pub(super) fn carry(
    wire: &Wire,
    request: Request<Bytes>,
    deadline: &mut Deadline,
    most: usize,
) -> impl Future<Output = Outcome> {
    let sending = wire.send(request);
    async move {
        let expired = |Expired| TransportError::new(TransportErrorKind::Timeout);
        let mut begun = deadline.run(sending).await.map_err(expired)??;
        let body = deadline.run(begun.read(most)).await.map_err(expired).and_then(|read| read);
        begun.end(body)
    }
}
