//! The transport that connects: reqwest.

use ::http::{Request, Response};
use bytes::{Bytes, BytesMut};

use super::{TransportError, TransportErrorKind};

/// Sends a request and brings the head of its answer.
pub(crate) async fn send(
    client: &reqwest::Client,
    request: reqwest::Request,
) -> Result<reqwest::Response, TransportError> {
    let asked = request.url().clone();
    let answer = client.execute(request).await.map_err(|error| {
        let kind = if error.is_builder() {
            TransportErrorKind::Request
        } else if error.is_connect() {
            TransportErrorKind::Connect
        } else if error.is_timeout() {
            TransportErrorKind::Timeout
        } else {
            TransportErrorKind::Interrupted
        };
        TransportError::new(kind).with_source(error.without_url())
    })?;
    // Our own connections follow no redirect; a user's might, and what was a
    // POST may have gone on as a GET.
    match *answer.url() == asked {
        true => Ok(answer),
        false => Err(TransportError::new(TransportErrorKind::Redirected)),
    }
}

/// Reads the body of an answer, up to `most` bytes.
pub(crate) async fn read(
    mut answer: reqwest::Response,
    most: usize,
) -> Result<Response<Bytes>, TransportError> {
    let (status, headers) = (answer.status(), answer.headers().clone());
    let version = answer.version();
    let failed = |kind| TransportError::new(kind).with_head(status, headers.clone());
    let announced = answer.content_length().unwrap_or_default();
    if announced > most as u64 {
        return Err(failed(TransportErrorKind::TooLarge));
    }
    let mut body = BytesMut::new();
    loop {
        let chunk = answer.chunk().await.map_err(|error| {
            let kind = match error.is_timeout() {
                true => TransportErrorKind::Timeout,
                false => TransportErrorKind::CutShort,
            };
            failed(kind).with_source(error.without_url())
        })?;
        let Some(chunk) = chunk else { break };
        if body.len() + chunk.len() > most {
            return Err(failed(TransportErrorKind::TooLarge));
        }
        if body.is_empty() && chunk.len() as u64 == announced {
            // The usual case: all of it came at once, and need not be copied.
            body = BytesMut::from(chunk);
        } else {
            body.extend_from_slice(&chunk);
        }
    }
    let mut whole = Response::new(body.freeze());
    *whole.status_mut() = status;
    *whole.version_mut() = version;
    *whole.headers_mut() = headers;
    Ok(whole)
}

/// The request in the form that other transports take.
pub(crate) fn convert(request: reqwest::Request) -> Result<Request<Bytes>, TransportError> {
    let unmade = || TransportError::new(TransportErrorKind::Request);
    let request: Request<reqwest::Body> = request
        .try_into()
        .map_err(|error: reqwest::Error| unmade().with_source(error.without_url()))?;
    let (head, body) = request.into_parts();
    // Every body of this API is JSON in memory; there are no streams.
    let body = body.as_bytes().map(Bytes::copy_from_slice).unwrap_or_default();
    Ok(Request::from_parts(head, body))
}
