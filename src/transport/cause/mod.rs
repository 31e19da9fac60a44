//! What the errors of reqwest and of what is below it mean: the kind of
//! failure, and its cause in plain words. Whoever connects another way asks
//! here too.

mod found;
mod h2;
mod head;
mod tls;

use std::error::Error;
use std::io;

use super::TransportErrorKind as Kind;
use found::Cause;

/// What hyper-util's tunnel says; its error has no name outside.
const TUNNEL: &str = "tunnel error: ";

/// What hyper-rustls says of a scheme that is neither http nor https. Ours is
/// one of the two, so it is the proxy's.
const SCHEME: &str = "unsupported scheme ";

/// Where the proxy comes from, for a failure that is retried and so is not of
/// the kind whose hint says it.
const SETTINGS: &str = "see `HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY`, or your own HTTP client";

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
            // Any status but 200 and 407, or what is no HTTP. It may be a
            // refusal for good, or a proxy that cannot reach the server just
            // now: it is not told.
            Some("unsuccessful") => {
                let reason = "the proxy refused to open a tunnel, or is no HTTP proxy";
                return (Kind::Connect, Some(format!("{reason} ({SETTINGS})").into()));
            }
            Some("failed to create underlying connection") => by_proxy = true,
            Some(other) => {
                let reason = format!("the proxy: {other} ({SETTINGS})");
                return (Kind::Connect, Some(reason.into()));
            }
            None => {}
        }
        if let Some(scheme) = text.strip_prefix(SCHEME) {
            let reason = format!("its scheme `{scheme}` is not built in, only http and https are");
            return (Kind::Proxy, Some(reason.into()));
        }
        resolving |= text == "dns error";
    }
    let Some(last) = chain(error).last() else { return (Kind::Connect, None) };
    let reason = match last.downcast_ref::<io::Error>() {
        _ if resolving => format!("the name was not resolved: {last}"),
        // The kind's text alone, where there is one: it needs no number.
        Some(last) if last.kind() != io::ErrorKind::Other => last.kind().to_string(),
        _ => tls::broken_off(last).unwrap_or_else(|| last.to_string()),
    };
    let reason = match by_proxy {
        true => format!("the proxy: {reason} ({SETTINGS})"),
        false => reason,
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
        if let Some(cause) = head::unreadable(error) {
            return cause;
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
                "the proxy refused to open a tunnel, or is no HTTP proxy \
                 (see `HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY`, or your own HTTP client)",
            ),
            (
                Says("tunnel error: unexpected end of file", None),
                Kind::Connect,
                "the proxy: unexpected end of file \
                 (see `HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY`, or your own HTTP client)",
            ),
            (
                over("tunnel error: failed to create underlying connection", refused()),
                Kind::Connect,
                "the proxy: connection refused \
                 (see `HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY`, or your own HTTP client)",
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
