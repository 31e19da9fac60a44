//! What a browser asks of a server before pages of another origin may call it.

use ::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
    ACCESS_CONTROL_REQUEST_METHOD, ORIGIN,
};
use ::http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use bytes::Bytes;

use super::route;

/// Any origin, and any header of a response.
const ANY: HeaderValue = HeaderValue::from_static("*");

/// How long a browser may keep the response to a preflight, in seconds: two
/// hours, which is as long as any browser keeps one.
const MAX_AGE: HeaderValue = HeaderValue::from_static("7200");

/// The response to a preflight, if the request is one and its path exists.
pub(super) fn preflight(request: &Request<()>) -> Option<Response<Bytes>> {
    let asked = request.headers();
    let is_one = request.method() == Method::OPTIONS
        && asked.contains_key(ORIGIN)
        && asked.contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    let methods = route::methods(request.uri().path());
    if !is_one || methods.is_empty() {
        return None;
    }
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    if let Ok(methods) = HeaderValue::from_str(&methods.join(", ")) {
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, methods);
    }
    // `*` would not stand for Authorization.
    if let Some(names) = asked.get(ACCESS_CONTROL_REQUEST_HEADERS) {
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, names.clone());
    }
    headers.insert(ACCESS_CONTROL_MAX_AGE, MAX_AGE);
    allow(headers);
    Some(response)
}

/// Lets pages of any origin read a response. What a fault has set stays.
pub(super) fn allow(headers: &mut HeaderMap) {
    for name in [ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS] {
        headers.entry(name).or_insert(ANY);
    }
}
