//! What was called.

use ::http::Request;
use chrono::{DateTime, Utc};
use serde_json::Value;

use super::Body;
use super::route::Route;
use crate::api::OperationId;
use crate::sandbox::fault::Fault;

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
    /// The operation, when method and path are those of one.
    pub operation: Option<OperationId>,
    /// The job that the path names.
    pub job: Option<String>,
    /// Its body, when it has one and that is JSON.
    pub body: Option<Value>,
    /// The status of the answer; none when no head of one was sent.
    pub status: Option<u16>,
    /// Whether it was handed to its operation, which may have refused it.
    pub carried_out: bool,
    /// What went wrong by plan.
    pub fault: Option<Fault>,
}

impl Call {
    pub(super) fn new(
        head: &Request<()>,
        body: Body<'_>,
        route: Option<&Route>,
        at: DateTime<Utc>,
    ) -> Self {
        let uri = head.uri();
        let path = uri.path_and_query().map_or(uri.path(), |both| both.as_str());
        let body = match body {
            Body::Whole(body) => serde_json::from_slice(body).ok(),
            Body::TooLong => None,
        };
        Self {
            at,
            method: head.method().to_string(),
            path: path.to_owned(),
            operation: route.map(|route| route.operation.id),
            job: route.map(|route| route.job.clone()).filter(|job| !job.is_empty()),
            body,
            status: None,
            carried_out: true,
            fault: None,
        }
    }
}
