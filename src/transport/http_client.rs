//! Through a client of reqwest's, which the user of this crate made.

use std::error::Error;

use ::http::{Request, Response};
use bytes::Bytes;

use super::body::Unread;
use super::{TransportError, TransportErrorKind, cause};

/// Sends a request and brings the head of its response.
pub(super) async fn send(
    client: &reqwest::Client,
    request: Request<Bytes>,
) -> Result<Response<reqwest::Body>, TransportError> {
    let request = reqwest::Request::try_from(request).map_err(unmade)?;
    let asked = request.url().clone();
    let response = client.execute(request).await.map_err(|error| {
        if error.is_builder() {
            return unmade(error);
        }
        let cause = if error.is_connect() {
            cause::of_connecting(&error)
        } else if error.is_timeout() {
            TransportErrorKind::Timeout.into()
        } else {
            cause::of_exchange(&error)
        };
        TransportError::from(cause).with_source(error.without_url())
    })?;
    // Our own connections follow no redirect; a user's might, and what was a
    // POST may have gone on as a GET.
    match *response.url() == asked {
        true => Ok(response.into()),
        false => Err(TransportError::new(TransportErrorKind::Redirected)),
    }
}

/// A body that was not read to its end.
pub(super) fn unread(why: Unread<reqwest::Error>) -> TransportError {
    match why {
        Unread::TooLarge => TransportError::new(TransportErrorKind::TooLarge),
        Unread::CutShort => TransportError::new(TransportErrorKind::CutShort),
        Unread::Broken(error) => {
            let kind = match error.is_timeout() {
                true => TransportErrorKind::Timeout,
                false => TransportErrorKind::CutShort,
            };
            TransportError::new(kind).with_source(error.without_url())
        }
    }
}

/// A request that could not be made, with the cause.
fn unmade(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    // The last cause says what the ones above it only frame.
    let last: &(dyn Error + 'static) = &error;
    let reason = cause::chain(last).last().unwrap_or(last).to_string();
    TransportError::new(TransportErrorKind::Request).with_reason(reason).with_source(error)
}
