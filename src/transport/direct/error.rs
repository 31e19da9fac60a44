//! What keeps a request from its response, and what that means.

use std::io;

use crate::transport::body::Unread;
use crate::transport::cause::{self, BoxError};
use crate::transport::error::{TransportError, TransportErrorKind};

/// What kept a request from its response.
#[derive(Debug)]
pub(in crate::transport) enum Error {
    Connect(BoxError),
    /// A new connection was closed before anything of the request was written.
    Unsent(hyper::Error),
    Exchange(hyper::Error),
}

pub(in crate::transport) fn failed(error: Error) -> TransportError {
    match error {
        Error::Connect(error) => {
            TransportError::from(cause::of_connecting(&*error)).with_source(error)
        }
        Error::Unsent(error) => TransportError::from(cause::of_unsent(&error)).with_source(error),
        Error::Exchange(error) if is_timeout(&error) => {
            TransportError::new(TransportErrorKind::Timeout).with_source(error)
        }
        Error::Exchange(error) => {
            TransportError::from(cause::of_exchange(&error)).with_source(error)
        }
    }
}

/// A body that was not read to its end.
pub(in crate::transport) fn unread(why: Unread<hyper::Error>) -> TransportError {
    match why {
        Unread::TooLarge => TransportError::new(TransportErrorKind::TooLarge),
        Unread::CutShort => TransportError::new(TransportErrorKind::CutShort),
        Unread::Broken(error) => {
            let kind = match is_timeout(&error) {
                true => TransportErrorKind::Timeout,
                false => TransportErrorKind::CutShort,
            };
            TransportError::new(kind).with_source(error)
        }
    }
}

/// Whether the connection was given up, since nothing came back: by the system, or
/// by hyper.
fn is_timeout(error: &(dyn std::error::Error + 'static)) -> bool {
    cause::chain(error).any(|error| {
        let by_system = |error: &io::Error| error.kind() == io::ErrorKind::TimedOut;
        error.downcast_ref().is_some_and(by_system)
            || error.downcast_ref().is_some_and(hyper::Error::is_timeout)
    })
}
