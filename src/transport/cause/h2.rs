//! What HTTP/2 says of a request that the server did not touch.

use std::error::Error;

/// Whether the server said that it did nothing with the request: it refused
/// the stream, or goes away and names a stream before this one as its last. A
/// GOAWAY without an error reaches those streams alone that come after.
#[cfg(feature = "http2")]
pub(super) fn is_declined(error: &(dyn Error + 'static)) -> bool {
    use h2::Reason;

    error.downcast_ref::<h2::Error>().is_some_and(|error| {
        error.is_remote()
            && match error.reason() {
                Some(Reason::REFUSED_STREAM) => error.is_reset(),
                Some(Reason::NO_ERROR) => error.is_go_away(),
                _ => false,
            }
    })
}

#[cfg(not(feature = "http2"))]
pub(super) fn is_declined(_: &(dyn Error + 'static)) -> bool {
    false
}
