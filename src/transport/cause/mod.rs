//! What the errors of reqwest and of what is below it mean: the kind of
//! failure, and its cause in plain words. Whoever connects another way asks
//! here too.

mod h2;
mod tls;

use std::borrow::Cow;
use std::error::Error;
use std::io;

use super::TransportErrorKind as Kind;

/// A kind, and the cause in plain words where there is one to name.
pub(super) type Cause = (Kind, Option<Cow<'static, str>>);

/// What hyper-util's tunnel says; its error has no name outside.
const TUNNEL: &str = "tunnel error: ";

/// What hyper-rustls says of a scheme that is neither http nor https. Ours is
/// one of the two, so it is the proxy's.
const SCHEME: &str = "unsupported scheme ";

/// What hyper says of a head with more than a hundred headers, or too many
/// bytes. Its own predicate is there for servers alone.
const HEAD_TOO_LARGE: &str = "message head is too large";

/// Judges a failure to connect.
pub(super) fn of_connecting(error: &(dyn Error + 'static)) -> Cause {
    let mut by_proxy = false;
    let mut resolving = false;
    for error in chain(error) {
        if let Some(reason) = tls::permanent(error) {
            return (Kind::Tls, Some(reason));
        }
        let text = error.to_string();
        match text.strip_prefix(TUNNEL) {
            Some("proxy authorization required") => {
                let reason = "it asks for a user and password that it accepts (407)";
                return (Kind::Proxy, Some(reason.into()));
            }
            // Any status but 200 and 407. It may be a refusal for good, or a
            // proxy that cannot reach the server just now: it is not told.
            Some("unsuccessful") => {
                return (Kind::Connect, Some("the proxy refused to open a tunnel".into()));
            }
            Some("failed to create underlying connection") => by_proxy = true,
            Some(other) => return (Kind::Connect, Some(format!("the proxy: {other}").into())),
            None => {}
        }
        if let Some(scheme) = text.strip_prefix(SCHEME) {
            let reason = format!("its scheme `{scheme}` is not built in, only http and https are");
            return (Kind::Proxy, Some(reason.into()));
        }
        resolving |= text == "dns error";
    }
    let of = if by_proxy { "the proxy: " } else { "" };
    let Some(last) = chain(error).last() else { return (Kind::Connect, None) };
    let reason = match last.downcast_ref::<io::Error>() {
        _ if resolving => format!("{of}the name was not resolved: {last}"),
        // The kind's text alone, where there is one: it needs no number.
        Some(last) if last.kind() != io::ErrorKind::Other => format!("{of}{}", last.kind()),
        _ => format!("{of}{last}"),
    };
    (Kind::Connect, Some(reason.into()))
}

/// Judges a failure after the connection was there.
pub(super) fn of_exchange(error: &(dyn Error + 'static)) -> Cause {
    for error in chain(error) {
        if let Some(reason) = tls::refused_late(error) {
            return (Kind::Tls, Some(reason));
        }
        if h2::is_declined(error) {
            return (Kind::Declined, None);
        }
        let Some(error) = error.downcast_ref::<hyper::Error>() else { continue };
        if error.is_parse() && error.to_string() == HEAD_TOO_LARGE {
            return (Kind::TooLarge, Some("its head has too many headers or bytes".into()));
        }
        if error.is_parse() {
            let reason = "what came is not HTTP: are the scheme and the port right?";
            return (Kind::Interrupted, Some(reason.into()));
        }
    }
    (Kind::Interrupted, None)
}

/// The text of the last cause, which says what the ones above it only frame.
pub(super) fn at_the_bottom(error: &(dyn Error + 'static)) -> String {
    chain(error).last().unwrap_or(error).to_string()
}

/// An error and all that is below it. An I/O error hides what it was made of
/// from `source`.
fn chain<'a>(
    error: &'a (dyn Error + 'static),
) -> impl Iterator<Item = &'a (dyn Error + 'static)> + 'a {
    std::iter::successors(Some(error), |error: &&'a (dyn Error + 'static)| {
        let error: &'a (dyn Error + 'static) = *error;
        match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inner) => Some(inner as _),
            None => error.source(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An error with a text of its own and another one below it.
    #[derive(Debug)]
    struct Says(&'static str, Option<Box<dyn Error + Send + Sync>>);

    impl std::fmt::Display for Says {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.0)
        }
    }

    impl Error for Says {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            self.1.as_deref().map(|below| below as _)
        }
    }

    fn over(text: &'static str, below: impl Into<Box<dyn Error + Send + Sync>>) -> Says {
        Says(text, Some(below.into()))
    }

    #[test]
    fn what_each_failure_to_connect_means() {
        let refused = || io::Error::from(io::ErrorKind::ConnectionRefused);
        let unresolved = || io::Error::other("failed to lookup address information: no such name");
        let scheme = || io::Error::other("unsupported scheme socks5");
        for (error, kind, reason) in [
            (over("tcp connect error", refused()), Kind::Connect, "connection refused"),
            (
                over("dns error", unresolved()),
                Kind::Connect,
                "the name was not resolved: failed to lookup address information: no such name",
            ),
            (
                Says("tunnel error: proxy authorization required", None),
                Kind::Proxy,
                "it asks for a user and password that it accepts (407)",
            ),
            (
                Says("tunnel error: unsuccessful", None),
                Kind::Connect,
                "the proxy refused to open a tunnel",
            ),
            (
                Says("tunnel error: unexpected end of file", None),
                Kind::Connect,
                "the proxy: unexpected end of file",
            ),
            (
                over("tunnel error: failed to create underlying connection", refused()),
                Kind::Connect,
                "the proxy: connection refused",
            ),
            (
                over("tunnel error: failed to create underlying connection", scheme()),
                Kind::Proxy,
                "its scheme `socks5` is not built in, only http and https are",
            ),
            (
                over("client error (Connect)", scheme()),
                Kind::Proxy,
                "its scheme `socks5` is not built in, only http and https are",
            ),
            (Says("something else", None), Kind::Connect, "something else"),
        ] {
            assert_eq!(of_connecting(&error), (kind, Some(reason.into())), "{error:?}");
        }
    }

    #[test]
    fn what_is_not_known_stays_an_interruption() {
        let reset = io::Error::from(io::ErrorKind::ConnectionReset);
        let error = over("client error (SendRequest)", reset);
        assert_eq!(of_exchange(&error), (Kind::Interrupted, None));
    }
}
