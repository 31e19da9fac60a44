//! Who may ask: whoever reaches this machine, and no page of another origin.
//!
//! A page of anybody in the person's browser can send requests to this machine,
//! and a name of its own that leads here makes it look like the same origin. The
//! browser says both, in `Host` and in `Origin`.

use http::header::{HOST, HeaderName, ORIGIN};
use http::{HeaderMap, StatusCode};

use super::reply::Refusal;

/// Where a browser says whose page a request is from; it goes with those that
/// have no `Origin`, as a script that is included.
const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The names of this machine to itself.
const HERE: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

/// `is_page` where a person opens the page, by a link too.
pub fn check(headers: &HeaderMap, is_page: bool) -> Result<(), Refusal> {
    let refused = |message: &str| Err(Refusal::new(StatusCode::FORBIDDEN, message));
    let text = |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let Some(host) = text(&HOST).filter(|host| is_here(host)) else {
        return refused("the Host is not 127.0.0.1, localhost or [::1]");
    };
    match text(&ORIGIN) {
        Some(origin) if origin.strip_prefix("http://") != Some(host) => {
            return refused("a page of another origin may not ask");
        }
        _ => {}
    }
    match text(&SITE) {
        Some("cross-site" | "same-site") if !is_page => {
            refused("a page of another origin may not ask")
        }
        _ => Ok(()),
    }
}

/// Whether a host is this machine, whatever its port: that may be forwarded.
fn is_here(host: &str) -> bool {
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    HERE.iter().any(|here| match host.strip_prefix(here) {
        Some("") => true,
        Some(rest) => rest.strip_prefix(':').is_some_and(is_port),
        None => false,
    })
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn may(host: &'static str, origin: Option<&'static str>, site: Option<&'static str>) -> bool {
        let given = [(HOST, Some(host)), (ORIGIN, origin), (SITE, site)];
        let given = given.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let headers = given.map(|(name, value)| (name, HeaderValue::from_static(value))).collect();
        check(&headers, false).is_ok()
    }

    #[test]
    fn only_this_machine_and_its_own_page() {
        for host in ["127.0.0.1", "127.0.0.1:80", "localhost:4010", "[::1]:4010"] {
            assert!(may(host, None, None), "{host}");
        }
        for host in [
            "",
            "evil.test",
            "127.0.0.1.evil.test",
            "localhost.evil.test:80",
            "127.0.0.1:",
            "127.0.0.1:x",
            "0.0.0.0:80",
        ] {
            assert!(!may(host, None, None), "{host}");
        }
        let here = "localhost:4010";
        assert!(may(here, Some("http://localhost:4010"), Some("same-origin")));
        for origin in [
            "http://127.0.0.1:4010",
            "http://localhost:4011",
            "https://localhost:4010",
            "null",
            "http://evil.test",
        ] {
            assert!(!may(here, Some(origin), None), "{origin}");
        }
        assert!(!may(here, None, Some("cross-site")));
        assert!(!may(here, None, Some("same-site")));
        assert!(may(here, None, Some("none")));
    }

    #[test]
    fn a_link_may_lead_to_the_page() {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_static("localhost"));
        headers.insert(SITE, HeaderValue::from_static("cross-site"));
        assert!(check(&headers, true).is_ok() && check(&headers, false).is_err());
    }
}
