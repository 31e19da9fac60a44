//! What is wrong with the head of a response that could not be read.

use super::found::Cause;
use crate::transport::TransportErrorKind as Kind;

/// What hyper says of a head with more than a hundred headers, or too many
/// bytes. Its own predicate is there for servers alone.
const TOO_LARGE: &str = "message head is too large";

/// How hyper begins where the first line is not that of HTTP.
const NO_VERSION: &str = "invalid HTTP version";

/// Why what came is no response, where something came.
pub(super) fn unreadable(error: &hyper::Error) -> Option<Cause> {
    if !error.is_parse() {
        return None;
    }
    let text = error.to_string();
    if text == TOO_LARGE {
        return Some(Cause::new(Kind::TooLarge, "its head has too many headers or bytes"));
    }
    // The kind's own words are that the connection ended: it was this client
    // that ended it, on account of what came.
    Some(match text.starts_with(NO_VERSION) {
        true => {
            Cause::new(Kind::Interrupted, "this client closed it, because what came is not HTTP")
                .with_hint("check the base URL and its port")
        }
        false => Cause::new(
            Kind::Interrupted,
            "this client closed it, because what came is HTTP with a faulty head",
        )
        .with_hint("check that the base URL is the API's, and that no proxy answers instead"),
    })
}

#[cfg(test)]
#[cfg(feature = "sandbox")]
mod tests {
    use hyper_util::rt::TokioIo;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    /// What hyper makes of these bytes in the place of a response.
    async fn cause_of(bytes: &[u8]) -> Option<Cause> {
        let (ours, mut theirs) = tokio::io::duplex(4096);
        let (mut sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(ours)).await.unwrap();
        tokio::spawn(connection);
        let response = sender.send_request(http::Request::new(String::new()));
        // Not before the request is there: what comes earlier is another fault.
        let responding = async {
            let _ = theirs.read(&mut [0; 4096]).await.unwrap();
            theirs.write_all(bytes).await.unwrap();
        };
        let (response, ()) = tokio::join!(response, responding);
        unreadable(&response.unwrap_err())
    }

    #[tokio::test]
    async fn what_is_not_http_is_told_from_http_with_a_fault() {
        for (bytes, words) in [
            (&b"SSH-2.0-OpenSSH_9.6\r\n"[..], "not HTTP"),
            (b"220 mail.test ESMTP\r\n", "not HTTP"),
            (b"\x15\x03\x03\x00\x02\x02\x28", "not HTTP"),
            (b"<html>0.9</html>\r\n", "not HTTP"),
            (b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "HTTP with a faulty head"),
            (b"HTTP/1.1 2x0 OK\r\n\r\n", "HTTP with a faulty head"),
            (
                b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
                "HTTP with a faulty head",
            ),
        ] {
            let Cause { kind, reason, hint } = cause_of(bytes).await.unwrap();
            let reason = reason.unwrap_or_default();
            assert!(hint.is_some(), "another time would be no better");
            assert!(kind == Kind::Interrupted && reason.contains(words), "{bytes:?}: {reason}");
        }
    }
}
