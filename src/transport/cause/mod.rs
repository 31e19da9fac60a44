//! What the errors of hyper, hyper-util, h2, rustls and the sockets mean, and of
//! reqwest with the feature of that name: the kind of failure, and its cause in
//! plain words. Both ways of connecting ask here.

mod found;
mod h2;
mod head;
mod hop;
mod tls;

use std::error::Error;
use std::io;

use super::TransportErrorKind as Kind;
use found::Cause;
pub(super) use hop::{BoxError, Hop};

/// What hyper-util's tunnel says; its error has no name outside.
const TUNNEL: &str = "tunnel error: ";

/// What its SOCKS says; the same holds there.
const SOCKS: &str = "SOCKS error: ";

/// What hyper-rustls, below a client of reqwest's, says of a scheme that is neither http nor https. Ours is
/// one of the two, so it is the proxy's.
const SCHEME: &str = "unsupported scheme ";

/// Where the proxy comes from: it is not the base URL that is to be looked at.
const SETTINGS: &str =
    "check the proxy: `HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY`, or your own HTTP client";

/// Judges a failure to connect.
pub(super) fn of_connecting(error: &(dyn Error + 'static)) -> Cause {
    let mut by_proxy = false;
    let mut resolving = None;
    let mut host = None;
    for error in chain(error) {
        if let Some(reason) = tls::permanent(error) {
            return match by_proxy {
                true => {
                    let reason = format!("in the place of the server, at the proxy: {reason}");
                    Cause::new(Kind::Tls, reason).with_hint(SETTINGS)
                }
                false => Cause::new(Kind::Tls, reason),
            };
        }
        if let Some(hop) = error.downcast_ref::<hop::NoHop>() {
            by_proxy |= hop.to_proxy;
            host = Some(&*hop.host);
            resolving = hop.unresolved.then_some(host);
            continue;
        }
        let text = error.to_string();
        if let Some(said) = text.strip_prefix(TUNNEL) {
            match by_tunnel(said) {
                Some(cause) => return cause,
                None => by_proxy = true,
            }
        } else if let Some(said) = text.strip_prefix(SOCKS) {
            return by_socks(said);
        } else if let Some(scheme) = text.strip_prefix(SCHEME) {
            let reason = format!("its scheme `{scheme}` is not built in, only http and https are");
            return Cause::new(Kind::Proxy, reason);
        } else if text == "dns error" {
            resolving = Some(host);
        }
    }
    let Some(last) = chain(error).last() else { return Kind::Connect.into() };
    let reason = match (last.downcast_ref::<io::Error>(), resolving) {
        (_, Some(Some(host))) => format!("the name `{host}` was not resolved: {last}"),
        (_, Some(None)) if by_proxy => format!("its name was not resolved: {last}"),
        // It may be that of a proxy.
        (_, Some(None)) => format!("a name was not resolved: {last}"),
        // The kind's text alone, where there is one: it needs no number.
        (Some(last), None) if last.kind() != io::ErrorKind::Other => last.kind().to_string(),
        _ => tls::broken_off(last).unwrap_or_else(|| last.to_string()),
    };
    match by_proxy {
        true => Cause::new(Kind::Connect, format!("the proxy: {reason}")).with_hint(SETTINGS),
        false => Cause::new(Kind::Connect, reason),
    }
}

/// What a tunnel's error means; nothing where it has a cause below.
fn by_tunnel(said: &str) -> Option<Cause> {
    Some(match said {
        "proxy authorization required" => {
            Cause::new(Kind::Proxy, "it asks for a user and password that it accepts (407)")
        }
        // Any status but 200 and 407, or what is no HTTP. It may be a refusal
        // for good, or a proxy that cannot reach the server just now: it is
        // not told.
        "unsuccessful" => {
            let reason = "the proxy refused to open a tunnel, or is no HTTP proxy";
            Cause::new(Kind::Connect, reason).with_hint(SETTINGS)
        }
        "failed to create underlying connection" => return None,
        other => Cause::new(Kind::Connect, format!("the proxy: {other}")).with_hint(SETTINGS),
    })
}

/// What an error of SOCKS means. What the proxy says of the server may heal.
fn by_socks(said: &str) -> Cause {
    match said {
        "credentials not accepted" | "server does not support user/pass authentication" => {
            Cause::new(Kind::Proxy, "it asks for a user and password that it accepts")
        }
        "connection not allowed" => Cause::new(Kind::Proxy, "its rules do not allow this server"),
        other => Cause::new(Kind::Connect, format!("the proxy: {other}")).with_hint(SETTINGS),
    }
}

/// Judges a failure after the connection was there.
pub(super) fn of_exchange(error: &(dyn Error + 'static)) -> Cause {
    for error in chain(error) {
        if let Some(reason) = tls::refused_late(error) {
            return Cause::new(Kind::Tls, reason);
        }
        if h2::is_declined(error) {
            return Kind::Declined.into();
        }
        let Some(error) = error.downcast_ref::<hyper::Error>() else { continue };
        if let Some(cause) = head::unreadable(error) {
            return cause;
        }
    }
    Kind::Interrupted.into()
}

/// Judges a failure before anything was written to a new connection.
pub(super) fn of_unsent(error: &(dyn Error + 'static)) -> Cause {
    let cause = of_exchange(error);
    match cause.kind {
        // Something came, and has more to say than that nothing was sent.
        Kind::Interrupted if cause.reason.is_none() => {
            Cause::new(Kind::Connect, "it was closed before the request was sent")
        }
        _ => cause,
    }
}

/// An error and all that is below it. An I/O error hides what it was made of
/// from `source`.
pub(super) fn chain<'a>(
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
                "a name was not resolved: failed to lookup address information: no such name",
            ),
            (
                Says("tunnel error: proxy authorization required", None),
                Kind::Proxy,
                "it asks for a user and password that it accepts (407)",
            ),
            (
                Says("tunnel error: unsuccessful", None),
                Kind::Connect,
                "the proxy refused to open a tunnel, or is no HTTP proxy",
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
            let cause = of_connecting(&error);
            assert_eq!((cause.kind, cause.reason), (kind, Some(reason.into())), "{error:?}");
            let by_proxy = kind == Kind::Connect && reason.starts_with("the proxy");
            assert_eq!(cause.hint, by_proxy.then_some(SETTINGS), "{error:?}");
        }
    }

    #[test]
    fn what_is_not_known_stays_an_interruption() {
        let reset = io::Error::from(io::ErrorKind::ConnectionReset);
        let error = over("client error (SendRequest)", reset);
        assert_eq!(of_exchange(&error), Kind::Interrupted.into());
    }
}
