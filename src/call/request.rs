//! A request as the generated client fills it in, and as it goes on the wire.

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use serde::Serialize;

use super::extra::Extra;
use super::path;
use super::query;
use super::shared::Shared;
use crate::api::types::JobStatus;
use crate::api::{BodyRule, Operation, OperationId, PathId};

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Room for the usual headers: Accept, User-Agent, Content-Type, a constant
/// one, Authorization and Host.
const HEADERS: usize = 6;

/// One request, the token aside: that is set for each attempt.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(super) operation: &'static Operation,
    /// The job that it is about.
    pub(super) job: Option<String>,
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
            path.push('/');
            match is_parameter(segment) {
                true => path.push_str(&path::encode(job)),
                false => path.push_str(segment),
            }
        }
        Self { job: Some(job.to_owned()), ..Self::new(operation, path) }
    }

    /// Adds a parameter to the query.
    ///
    /// # Errors
    ///
    /// Says why it cannot be written.
    pub(crate) fn query(&mut self, name: &str, value: &impl Serialize) -> Result<(), String> {
        query::add(&mut self.query, name, value)
    }

    /// Adds a header that is an argument of the operation.
    ///
    /// # Errors
    ///
    /// Says which one cannot be sent; the value may be a secret.
    // The contract of today has none; the build writes a call for each it gets.
    #[cfg_attr(not(test), allow(dead_code, reason = "only a contract that has some calls it"))]
    pub(crate) fn header(&mut self, name: &str, value: &str) -> Result<(), String> {
        let refused = || format!("`{name}`: this cannot be the value of a header");
        let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| refused())?;
        // HTTP takes the spaces at the ends off.
        if value.is_empty() || value.trim() != value || !value.is_ascii() {
            return Err(refused());
        }
        let value = HeaderValue::from_str(value).map_err(|_| refused())?;
        self.headers.insert(key, value);
        Ok(())
    }

    /// Gives it a body. One that may be left out is, where it says nothing.
    ///
    /// # Errors
    ///
    /// Says why it cannot be written.
    pub(crate) fn json(&mut self, body: &impl Serialize) -> Result<(), String> {
        let body = serde_json::to_vec(body).map_err(|error| format!("`body`: {error}"))?;
        if self.operation.body != BodyRule::Optional || body != b"{}" {
            self.body = Some(body.into());
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
        let extra = extra.map_or(&[][..], |extra| &extra.query);
        match extra {
            [] => shared.base_url.join(&self.path, &self.query),
            extra => shared.base_url.join(&self.path, &query::with(&self.query, extra)),
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

fn is_parameter(segment: &str) -> bool {
    segment.starts_with('{')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(name: &str, value: &str) -> Option<String> {
        let mut request = Request::new(OperationId::ListJobs.operation(), "/jobs".to_owned());
        request.header(name, value).err()
    }

    #[test]
    fn a_header_is_refused_without_its_value() {
        for value in ["", " x", "x ", "a\nb", "a\r\nX-Other: b", "gr\u{f6}\u{df}e", "\0"] {
            let said = refused("x-trace", value);
            assert_eq!(
                said.as_deref(),
                Some("`x-trace`: this cannot be the value of a header"),
                "{value:?}"
            );
        }
        assert_eq!(refused("X-Trace", "a b"), None);
    }
}
