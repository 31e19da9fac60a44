//! By which way the server is reached.

use http::uri::{Parts, Scheme};
use http::{HeaderValue, Uri};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};

/// By which way the server is reached. There is one server, so it is known
/// before anything is sent.
pub(crate) enum Route {
    Straight,
    /// A proxy reads the requests and sends them on.
    Forward(Intercept),
    /// A proxy opens a tunnel and sees nothing of what goes through.
    Tunnel(Intercept),
    /// The same, in SOCKS.
    Socks(Intercept),
}

impl Route {
    /// What the environment, and the system's settings with the feature
    /// `system-proxy`, say of this server.
    pub(crate) fn of_system(server: &Uri) -> Self {
        Self::by(&Matcher::from_system(), server)
    }

    fn by(matcher: &Matcher, server: &Uri) -> Self {
        let Some(proxy) = matcher.intercept(server) else { return Self::Straight };
        match proxy.uri().scheme_str() {
            Some("http" | "https") if server.scheme() == Some(&Scheme::HTTPS) => {
                Self::Tunnel(proxy)
            }
            Some("http" | "https") => Self::Forward(proxy),
            _ => Self::Socks(proxy),
        }
    }

    pub(super) fn proxy(&self) -> Option<&Intercept> {
        match self {
            Self::Straight => None,
            Self::Forward(proxy) | Self::Tunnel(proxy) | Self::Socks(proxy) => Some(proxy),
        }
    }

    /// Whether TLS is spoken with the proxy itself.
    pub(crate) fn has_secure_proxy(&self) -> bool {
        self.proxy().is_some_and(|proxy| proxy.uri().scheme() == Some(&Scheme::HTTPS))
    }

    /// The user and password for a proxy that reads the requests. In a request
    /// through a tunnel they would go to the server.
    pub(super) fn header(&self) -> Option<&HeaderValue> {
        match self {
            Self::Forward(proxy) => proxy.basic_auth(),
            _ => None,
        }
    }
}

/// The port that is meant where a URL names none.
pub(super) fn default_port(uri: &Uri) -> u16 {
    match uri.scheme_str() {
        Some("https") => 443,
        Some("http") | None => 80,
        // SOCKS; others would say 80 or 443.
        Some(_) => 1080,
    }
}

/// A URL that names its port: what asks for it on its own takes 80 or 443,
/// whatever the scheme.
pub(super) fn with_port(uri: &Uri) -> Uri {
    let Some(host) = uri.host().filter(|_| uri.port().is_none()) else { return uri.clone() };
    let mut parts = Parts::default();
    parts.scheme = uri.scheme().cloned();
    parts.authority = format!("{host}:{}", default_port(uri)).parse().ok();
    parts.path_and_query = uri.path_and_query().cloned();
    Uri::from_parts(parts).unwrap_or_else(|_| uri.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(proxy: &str, server: &str) -> Route {
        Route::by(&Matcher::builder().all(proxy).build(), &server.parse().unwrap())
    }

    #[test]
    fn each_scheme_has_its_way() {
        for (proxy, server, way) in [
            ("http://p.test", "http://a.test", "forward"),
            ("https://p.test", "http://a.test", "forward"),
            ("http://p.test", "https://a.test", "tunnel"),
            ("https://p.test", "https://a.test", "tunnel"),
            ("socks4://p.test", "http://a.test", "socks"),
            ("socks4a://p.test", "https://a.test", "socks"),
            ("socks5://p.test", "http://a.test", "socks"),
            ("socks5h://p.test", "https://a.test", "socks"),
            ("p.test:3128", "https://a.test", "tunnel"),
            ("ftp://p.test", "https://a.test", "straight"),
            ("", "https://a.test", "straight"),
        ] {
            let found = match route(proxy, server) {
                Route::Straight => "straight",
                Route::Forward(_) => "forward",
                Route::Tunnel(_) => "tunnel",
                Route::Socks(_) => "socks",
            };
            assert_eq!(found, way, "{proxy} {server}");
        }
    }

    #[test]
    fn only_who_reads_the_requests_gets_the_password_in_them() {
        for (proxy, server, there) in [
            ("http://u:p@p.test", "http://a.test", true),
            ("https://u:p@p.test", "http://a.test", true),
            ("http://u:p@p.test", "https://a.test", false),
            ("socks5h://u:p@p.test", "http://a.test", false),
            ("http://p.test", "http://a.test", false),
        ] {
            assert_eq!(route(proxy, server).header().is_some(), there, "{proxy} {server}");
        }
    }

    #[test]
    fn a_port_that_is_not_named_is_that_of_the_scheme() {
        for (uri, with) in [
            ("http://a.test/", "http://a.test:80/"),
            ("https://a.test/v1", "https://a.test:443/v1"),
            ("socks5h://a.test/", "socks5h://a.test:1080/"),
            ("socks4://[::1]/", "socks4://[::1]:1080/"),
            ("http://a.test:443/", "http://a.test:443/"),
            ("https://[::1]:80/", "https://[::1]:80/"),
        ] {
            assert_eq!(with_port(&uri.parse().unwrap()).to_string(), with);
        }
    }
}
