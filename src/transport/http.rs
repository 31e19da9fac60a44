//! The transport that connects: reqwest.

use ::http::{Request, Response};
use bytes::{Bytes, BytesMut};

use super::{TransportError, TransportErrorKind, cause, framing};

/// Sends a request and brings the head of its response.
pub(crate) async fn send(
    client: &reqwest::Client,
    request: reqwest::Request,
) -> Result<reqwest::Response, TransportError> {
    let asked = request.url().clone();
    let response = client.execute(request).await.map_err(|error| {
        let (kind, reason) = if error.is_builder() {
            return unmade(error);
        } else if error.is_connect() {
            cause::of_connecting(&error)
        } else if error.is_timeout() {
            (TransportErrorKind::Timeout, None)
        } else {
            cause::of_exchange(&error)
        };
        let failed = TransportError::new(kind).with_source(error.without_url());
        match reason {
            Some(reason) => failed.with_reason(reason),
            None => failed,
        }
    })?;
    // Our own connections follow no redirect; a user's might, and what was a
    // POST may have gone on as a GET.
    match *response.url() == asked {
        true => Ok(response),
        false => Err(TransportError::new(TransportErrorKind::Redirected)),
    }
}

/// Reads the body of a response, up to `most` bytes.
pub(crate) async fn read(
    mut response: reqwest::Response,
    most: usize,
) -> Result<Response<Bytes>, TransportError> {
    let (status, headers) = (response.status(), response.headers().clone());
    let version = response.version();
    let failed = |kind| TransportError::new(kind).with_head(status, headers.clone());
    let announced = response.content_length().unwrap_or_default();
    if announced > most as u64 {
        return Err(failed(TransportErrorKind::TooLarge));
    }
    let mut body = BytesMut::new();
    loop {
        let chunk = response.chunk().await.map_err(|error| {
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
    if framing::is_cut_short(version, &headers, &body) {
        return Err(failed(TransportErrorKind::CutShort));
    }
    let mut whole = Response::new(body.freeze());
    *whole.status_mut() = status;
    *whole.version_mut() = version;
    *whole.headers_mut() = headers;
    Ok(whole)
}

/// The request in the form that other transports take.
pub(crate) fn convert(request: reqwest::Request) -> Result<Request<Bytes>, TransportError> {
    let request: Request<reqwest::Body> = request.try_into().map_err(unmade)?;
    let (head, body) = request.into_parts();
    // Every body of this API is JSON in memory; there are no streams.
    let body = body.as_bytes().map(Bytes::copy_from_slice).unwrap_or_default();
    Ok(Request::from_parts(head, body))
}

/// A request that could not be made, with the cause.
fn unmade(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let reason = cause::at_the_bottom(&error);
    TransportError::new(TransportErrorKind::Request).with_reason(reason).with_source(error)
}
