//! Responses of the control path: JSON, and refusals in the API's error shape.

use flatfile_jobs::sandbox::BesideBody;
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderName, HeaderValue, Response, StatusCode};
use serde_json::{Value, json};

pub type Reply = Response<BesideBody>;

/// A request that is not done.
#[derive(Debug)]
pub struct Refusal {
    pub status: StatusCode,
    pub message: String,
    /// The methods that the path has.
    pub allow: Option<String>,
}

impl Refusal {
    pub fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), allow: None }
    }

    /// What was sent does not fit.
    pub fn bad(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    pub fn reply(self) -> Reply {
        let mut reply = json_of(&json!({ "errors": [{ "message": self.message }] }));
        *reply.status_mut() = self.status;
        if let Some(allow) = self.allow.and_then(|allow| HeaderValue::from_str(&allow).ok()) {
            reply.headers_mut().insert(ALLOW, allow);
        }
        reply
    }
}

pub fn json_of(value: &Value) -> Reply {
    with_type("application/json", value.to_string().into())
}

/// A response of this type, which no cache keeps and no browser takes for
/// anything else.
pub fn with_type(kind: &'static str, body: BesideBody) -> Reply {
    let mut reply = Response::new(body);
    for (name, value) in
        [(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-store"), (X_CONTENT_TYPE_OPTIONS, "nosniff")]
    {
        set(&mut reply, name, value);
    }
    reply
}

fn set(reply: &mut Reply, name: HeaderName, value: &'static str) {
    reply.headers_mut().insert(name, HeaderValue::from_static(value));
}
