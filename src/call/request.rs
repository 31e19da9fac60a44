//! A request as the generated client fills it in, and as it goes on the wire.

use std::fmt::Write as _;
use std::sync::Arc;

use bytes::Bytes;
use form_urlencoded::{Serializer, byte_serialize};
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use serde::Serialize;

use super::extra::Extra;
use super::parameter::{Written, write};
use super::path;
use super::shared::Shared;
use crate::api::types::JobStatus;
use crate::api::{BodyRule, Operation, OperationId, PathId};

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Room for the usual body: an outcome, or a job's configuration.
const BODY: usize = 512;

/// Room for the usual headers: Accept, User-Agent, Content-Type, a constant
/// one, Authorization, Host, and Content-Length, which hyper adds.
const HEADERS: usize = 7;

/// One request, the token aside: that is set for each attempt.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(super) operation: &'static Operation,
    /// The job that it is about.
    pub(super) job: Option<Arc<str>>,
    /// The status that its body sets.
    pub(super) status: Option<JobStatus>,
    /// Below the base URL, percent-encoded.
    path: String,
    query: String,
    /// Those that are arguments of the operation.
    headers: HeaderMap,
    body: Option<Bytes>,
}

impl Request {
    /// A request without query and body. The path is percent-encoded.
    pub(crate) fn new(operation: &'static Operation, path: String) -> Self {
        Self {
            operation,
            job: None,
            status: None,
            path,
            query: String::new(),
            headers: HeaderMap::new(),
            body: None,
        }
    }

    /// A request that reads a job.
    pub(super) fn read(job: &str) -> Self {
        let operation = OperationId::GetJob.operation();
        let mut path = String::with_capacity(operation.path.len() + job.len());
        for segment in operation.segments() {
            let _ = match is_parameter(segment) {
                true => write!(path, "/{}", path::encode(job)),
                false => write!(path, "/{segment}"),
            };
        }
        Self { job: Some(job.into()), ..Self::new(operation, path) }
    }

    /// Adds a parameter to the query; one without a value is left out, and a
    /// list is one parameter for each of its elements.
    ///
    /// # Errors
    ///
    /// Says why it cannot be written.
    pub(crate) fn query(&mut self, name: &str, value: &impl Serialize) -> Result<(), String> {
        let Written { texts, .. } = write(value).map_err(|reason| format!("`{name}`: {reason}"))?;
        let mut pairs = Serializer::new(std::mem::take(&mut self.query));
        pairs.extend_pairs(texts.iter().map(|text| (name, text)));
        self.query = pairs.finish();
        Ok(())
    }

    /// Adds a parameter to the query that is one value: the elements of a list
    /// with commas between them. An empty list is left out, like one that is
    /// repeated.
    ///
    /// # Errors
    ///
    /// Says why it cannot be written.
    #[cfg_attr(not(test), allow(dead_code, reason = "only a contract that has some calls it"))]
    pub(crate) fn joined(&mut self, name: &str, value: &impl Serialize) -> Result<(), String> {
        let Written { texts, .. } = write(value).map_err(|reason| format!("`{name}`: {reason}"))?;
        let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
        let elements: Vec<String> = texts.iter().map(|text| encoded(text)).collect();
        if !elements.is_empty() {
            let and = if self.query.is_empty() { "" } else { "&" };
            let pair = format!("{and}{}={}", encoded(name), elements.join(","));
            self.query.push_str(&pair);
        }
        Ok(())
    }

    /// Adds a header that is an argument of the operation: a value, or a list
    /// with commas between its elements.
    ///
    /// # Errors
    ///
    /// Says which one cannot be sent; the value may be a secret.
    // The contract of today has none; the build writes a call for each it gets.
    #[cfg_attr(not(test), allow(dead_code, reason = "only a contract that has some calls it"))]
    pub(crate) fn header(&mut self, name: &str, value: &impl Serialize) -> Result<(), String> {
        let refused = |reason: &str| format!("`{name}`: {reason}");
        let none = || refused("this cannot be the value of a header");
        let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| none())?;
        let Written { texts, is_list } = write(value).map_err(|reason| refused(&reason))?;
        if texts.is_empty() {
            return Err(refused("an empty list cannot be sent"));
        }
        // HTTP takes the spaces at the ends off.
        let odd = |text: &String| text.is_empty() || text.trim() != text || !text.is_ascii();
        if texts.iter().any(odd) {
            return Err(none());
        }
        if is_list && texts.iter().any(|text| text.contains(',')) {
            return Err(refused("an element with a comma would be read as two"));
        }
        let mut value = HeaderValue::from_str(&texts.join(",")).map_err(|_| none())?;
        value.set_sensitive(true);
        self.headers.insert(key, value);
        Ok(())
    }

    /// Asks for another media type than JSON; a failure is JSON all the same.
    ///
    /// # Errors
    ///
    /// Says why it cannot be asked for.
    #[allow(dead_code, reason = "only a contract that has some calls it")]
    pub(crate) fn accept(&mut self, media: &str) -> Result<(), String> {
        let value = format!("{media}, application/json;q=0.5");
        let value = HeaderValue::from_str(&value).map_err(|error| error.to_string())?;
        self.headers.insert(ACCEPT, value);
        Ok(())
    }

    /// Gives it a body. One that may be left out is, where it says nothing.
    ///
    /// # Errors
    ///
    /// Says why it cannot be written.
    pub(crate) fn json(&mut self, body: &impl Serialize) -> Result<(), String> {
        let mut written = Vec::with_capacity(BODY);
        serde_json::to_writer(&mut written, body).map_err(|error| format!("`body`: {error}"))?;
        if self.operation.body != BodyRule::Optional || written != b"{}" {
            self.body = Some(written.into());
        }
        Ok(())
    }

    /// Says which job it is about.
    pub(crate) fn about(&mut self, job: PathId) {
        self.job = Some(job.into());
    }

    /// Says which status its body sets.
    pub(crate) fn sets(&mut self, status: Option<&JobStatus>) {
        self.status = status.cloned();
    }

    /// The request for the wire, but for the token.
    ///
    /// # Errors
    ///
    /// Says why it must not be sent.
    pub(super) fn to_wire(
        &self,
        shared: &Shared,
        extra: Option<&Extra>,
    ) -> Result<http::Request<Bytes>, String> {
        let mut request = http::Request::new(self.body.clone().unwrap_or_default());
        *request.method_mut() = Method::from_bytes(self.operation.method.as_bytes())
            .map_err(|_| format!("`{}` is no HTTP method", self.operation.method))?;
        *request.uri_mut() = self.uri(shared, extra)?;
        *request.headers_mut() = self.headers(shared, extra);
        Ok(request)
    }

    fn uri(&self, shared: &Shared, extra: Option<&Extra>) -> Result<Uri, String> {
        // The second fence around ids: the path is the one that was written,
        // with the segments of the operation.
        let segments = |path: &str| path.bytes().filter(|byte| *byte == b'/').count();
        let path = self.operation.path;
        if path::would_change(&self.path) || segments(&self.path) != segments(path) {
            return Err(format!("an id would change the path `{path}`; nothing was sent"));
        }
        match extra.filter(|extra| !extra.query.is_empty()) {
            None => shared.base_url.join(&self.path, &self.query),
            Some(extra) => {
                let mut pairs = Serializer::new(self.query.clone());
                pairs.extend_pairs(&extra.query);
                shared.base_url.join(&self.path, &pairs.finish())
            }
        }
    }

    fn headers(&self, shared: &Shared, extra: Option<&Extra>) -> HeaderMap {
        let mut headers = HeaderMap::with_capacity(HEADERS);
        headers.extend(shared.headers.iter().map(|(name, value)| (name.clone(), value.clone())));
        headers.extend(self.headers.clone());
        for (name, value) in self.operation.constant_headers {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        match &self.body {
            Some(_) => {
                headers.insert(CONTENT_TYPE, JSON);
            }
            // HTTP asks for it; some proxies answer 411 without.
            None if matches!(self.operation.method, "POST" | "PUT" | "PATCH") => {
                headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
            }
            None => {}
        }
        for (name, value) in extra.into_iter().flat_map(|extra| &extra.headers) {
            headers.insert(name.clone(), value.clone());
        }
        headers
    }
}

/// An argument that was set, or why it was not: a builder begins without a
/// reason.
///
/// # Errors
///
/// Names the argument.
pub(crate) fn set<T>(name: &str, argument: Result<T, String>) -> Result<T, String> {
    argument.map_err(|reason| match reason.is_empty() {
        true => format!("`{name}`: it was not set"),
        false => reason,
    })
}

fn is_parameter(segment: &str) -> bool {
    segment.starts_with('{')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> Request {
        Request::new(OperationId::ListJobs.operation(), "/jobs".to_owned())
    }

    /// What a header is sent as, or why it is not.
    fn header(value: impl Serialize) -> Result<String, String> {
        let mut request = request();
        request.header("X-Trace", &value)?;
        Ok(request.headers["x-trace"].to_str().map(str::to_owned).unwrap_or_default())
    }

    #[test]
    fn a_header_is_refused_without_its_value() {
        for value in ["", " x", "x ", "a\nb", "a\r\nX-Other: b", "gr\u{f6}\u{df}e", "\0"] {
            let reason = "`X-Trace`: this cannot be the value of a header".to_owned();
            assert_eq!(header(value), Err(reason.clone()), "{value:?}");
            assert_eq!(header(["a", value]), Err(reason), "{value:?} in a list");
        }
    }

    #[test]
    fn a_header_is_written_as_json_writes_it_and_a_list_with_commas() {
        assert_eq!(header("a, b"), Ok("a, b".to_owned()));
        assert_eq!(header(1.5), Ok("1.5".to_owned()));
        assert_eq!(header([true, false]), Ok("true,false".to_owned()));
        assert_eq!(header(chrono::DateTime::UNIX_EPOCH), Ok("1970-01-01T00:00:00Z".to_owned()));
        let empty: [&str; 0] = [];
        assert_eq!(header(empty), Err("`X-Trace`: an empty list cannot be sent".to_owned()));
        let parted = "`X-Trace`: an element with a comma would be read as two";
        assert_eq!(header(["a,b"]), Err(parted.to_owned()));
    }

    #[test]
    fn a_list_in_a_query_is_repeated_or_joined() -> Result<(), String> {
        let mut request = request();
        request.joined("a b", &["x,y", "z&"])?;
        request.joined("none", &None::<String>)?;
        request.query("c", &vec!["1", "2"])?;
        request.query("none", &None::<String>)?;
        request.joined("d", &7)?;
        assert_eq!(request.query, "a+b=x%2Cy,z%26&c=1&c=2&d=7");
        Ok(())
    }
}
