//! What was called.

use chrono::{DateTime, Utc};
use serde_json::Value;

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
    /// The status of the response; none when no head of one was sent.
    pub status: Option<u16>,
    /// Whether it was handed to its operation, which may have refused it.
    ///
    /// False for what is refused before: an unknown path, another method, no
    /// token, a missing header, a body or a query that does not fit the
    /// contract; and where a fault keeps the request from being carried out.
    pub carried_out: bool,
    /// What went wrong by plan.
    pub fault: Option<Fault>,
}
