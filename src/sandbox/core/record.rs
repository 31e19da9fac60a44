//! What was called.

use ::http::{Request, StatusCode};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use serde_json::Value;

/// One call, as the sandbox saw it. The token is not kept.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Call {
    /// When it came.
    pub at: DateTime<Utc>,
    /// Its HTTP method.
    pub method: String,
    /// Its path, with `/v1`, and its query.
    pub path: String,
    /// Its body, when it has one and that is JSON.
    pub body: Option<Value>,
    /// The status of the answer.
    pub status: u16,
}

impl Call {
    pub(super) fn new(request: &Request<Bytes>, status: StatusCode, at: DateTime<Utc>) -> Self {
        let uri = request.uri();
        let path = uri.path_and_query().map_or(uri.path(), |both| both.as_str());
        Self {
            at,
            method: request.method().to_string(),
            path: path.to_owned(),
            body: serde_json::from_slice(request.body()).ok(),
            status: status.as_u16(),
        }
    }
}
