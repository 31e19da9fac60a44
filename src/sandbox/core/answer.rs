//! Answers, and refusals in the API's error shape.

use ::http::header::{ALLOW, CONTENT_TYPE};
use ::http::{HeaderValue, Response, StatusCode};
use bytes::Bytes;
use serde::Serialize;

use crate::api::types::{Error, Errors};

/// A request that is not carried out.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    key: Option<String>,
    message: String,
    allow: Option<String>,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, key: None, message: message.into(), allow: None }
    }

    /// About one member, parameter or header.
    pub(super) fn about(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// With the methods that the path has.
    pub(super) fn allowing(mut self, methods: &[&str]) -> Self {
        self.allow = Some(methods.join(", "));
        self
    }

    pub(super) fn into_answer(self) -> Response<Bytes> {
        let mut error = Error::new(self.message);
        error.key = self.key;
        let mut answer = json(&Errors::new(vec![error]));
        *answer.status_mut() = self.status;
        if let Some(allow) = self.allow.and_then(|allow| HeaderValue::from_str(&allow).ok()) {
            answer.headers_mut().insert(ALLOW, allow);
        }
        answer
    }
}

/// A success with a body.
pub(super) fn json(body: &impl Serialize) -> Response<Bytes> {
    let text = match serde_json::to_vec(body) {
        Ok(text) => text,
        // A date of a job that was put here, past what can be written.
        Err(error) => {
            return Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
                .into_answer();
        }
    };
    let mut answer = Response::new(Bytes::from(text));
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    answer
}
