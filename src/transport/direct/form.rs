//! The form in which a request goes to the server.

use bytes::Bytes;
use http::header::{HOST, PROXY_AUTHORIZATION};
use http::uri::{Authority, Parts, Scheme};
use http::{HeaderValue, Request, Uri};
use http_body_util::Full;

use super::proxy::Route;

/// What a request of HTTP/1.1 has, and one of HTTP/2 has not, and the other way
/// round. There is one server, so each part is made once.
pub(super) struct Form {
    scheme: Option<Scheme>,
    authority: Option<Authority>,
    /// The server's name.
    host: Option<HeaderValue>,
    /// A proxy reads the requests, and needs the whole URL in them.
    whole_url: bool,
    /// What such a proxy wants to see in each. One that only carries them gets
    /// it once, and the server never.
    for_proxy: Option<HeaderValue>,
}

impl Form {
    pub(super) fn new(server: &Uri, route: &Route) -> Self {
        let host = server.authority().and_then(|host| HeaderValue::from_str(host.as_str()).ok());
        Self {
            scheme: server.scheme().cloned(),
            authority: server.authority().cloned(),
            host,
            whole_url: matches!(route, Route::Forward(_)),
            for_proxy: route.header().cloned(),
        }
    }

    /// The server is named in a header, and in the URL for a proxy alone.
    pub(super) fn http1(&self, request: &mut Request<Full<Bytes>>) {
        if let Some(header) = &self.for_proxy {
            request.headers_mut().insert(PROXY_AUTHORIZATION, header.clone());
        }
        if let Some(host) = &self.host {
            request.headers_mut().insert(HOST, host.clone());
        }
        let (scheme, authority) = match self.whole_url {
            true => (self.scheme.clone(), self.authority.clone()),
            false => (None, None),
        };
        set(request.uri_mut(), scheme, authority);
    }

    /// The server is named in the URL, and in no header.
    #[cfg(feature = "http2")]
    pub(super) fn http2(&self, request: &mut Request<Full<Bytes>>) {
        request.headers_mut().remove(HOST);
        set(request.uri_mut(), self.scheme.clone(), self.authority.clone());
    }
}

fn set(uri: &mut Uri, scheme: Option<Scheme>, authority: Option<Authority>) {
    let mut parts = Parts::default();
    parts.scheme = scheme;
    parts.authority = authority;
    parts.path_and_query = std::mem::take(uri).into_parts().path_and_query;
    // There is no request without a path, and none with one part of the other two.
    *uri = Uri::from_parts(parts).unwrap_or_default();
}

#[cfg(test)]
mod tests {
    use hyper_util::client::proxy::matcher::Matcher;

    use super::*;

    fn request() -> Request<Full<Bytes>> {
        let mut request = Request::new(Full::default());
        *request.uri_mut() = "http://jobs.test:81/v1/jobs?pageSize=2".parse().unwrap();
        request
    }

    fn form(proxy: Option<&str>) -> Form {
        let server: Uri = "http://jobs.test:81/v1".parse().unwrap();
        let proxy = proxy.map(|proxy| Matcher::builder().all(proxy).build().intercept(&server));
        let route = proxy.flatten().map_or(Route::Straight, Route::Forward);
        Form::new(&server, &route)
    }

    #[test]
    fn the_server_is_named_once() {
        let mut request = request();
        form(None).http1(&mut request);
        assert_eq!(request.uri(), "/v1/jobs?pageSize=2");
        assert_eq!(request.headers()[HOST], "jobs.test:81");
        assert!(!request.headers().contains_key(PROXY_AUTHORIZATION));
    }

    #[test]
    fn a_proxy_that_reads_requests_gets_the_whole_url_and_its_password() {
        let mut request = request();
        form(Some("http://u:p@proxy.test")).http1(&mut request);
        assert_eq!(request.uri(), "http://jobs.test:81/v1/jobs?pageSize=2");
        assert_eq!(request.headers()[HOST], "jobs.test:81");
        assert!(request.headers().contains_key(PROXY_AUTHORIZATION));
    }

    /// A request comes back that was not sent, and the next connection may
    /// speak the other one.
    #[cfg(feature = "http2")]
    #[test]
    fn a_request_can_be_put_from_one_form_into_the_other() {
        let (form, mut request) = (form(None), request());
        form.http1(&mut request);
        form.http2(&mut request);
        assert_eq!(request.uri(), "http://jobs.test:81/v1/jobs?pageSize=2");
        assert!(!request.headers().contains_key(HOST));
        form.http1(&mut request);
        assert_eq!(request.uri(), "/v1/jobs?pageSize=2");
    }
}
