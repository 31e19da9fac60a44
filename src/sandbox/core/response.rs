//! Responses: successes with a body, and refusals in the API's error shape.

use ::http::header::{ALLOW, CONTENT_TYPE};
use ::http::{HeaderValue, Response, StatusCode};
use bytes::Bytes;
use serde::Serialize;

use crate::api::types::{ErrorReason, Errors};

/// A request that is not carried out, and all that is wrong with it.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    errors: Vec<ErrorReason>,
    allow: Option<String>,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, errors: vec![ErrorReason::new(message)], allow: None }
    }

    /// 400, if there is a mistake at all.
    pub(super) fn of(mistakes: Vec<ErrorReason>) -> Result<(), Self> {
        match mistakes.is_empty() {
            true => Ok(()),
            false => Err(Self { status: StatusCode::BAD_REQUEST, errors: mistakes, allow: None }),
        }
    }

    /// About one member, parameter or header.
    pub(super) fn about(mut self, key: impl Into<String>) -> Self {
        if let Some(error) = self.errors.last_mut() {
            error.key = Some(key.into());
        }
        self
    }

    /// With the methods that the path has.
    pub(super) fn allowing(mut self, methods: &[&str]) -> Self {
        self.allow = Some(methods.join(", "));
        self
    }

    pub(super) fn into_response(self) -> Response<Bytes> {
        let mut response = json(&Errors::new(self.errors));
        *response.status_mut() = self.status;
        if let Some(allow) = self.allow.and_then(|allow| HeaderValue::from_str(&allow).ok()) {
            response.headers_mut().insert(ALLOW, allow);
        }
        response
    }
}

/// One mistake in a request, about a member, a parameter or a header.
pub(super) fn mistake(key: impl Into<String>, message: impl Into<String>) -> ErrorReason {
    let mut error = ErrorReason::new(message);
    error.key = Some(key.into());
    error
}

/// How long a response with one job usually is at the most, in bytes.
const USUAL: usize = 1024;

/// A success with a body.
pub(super) fn json(body: &impl Serialize) -> Response<Bytes> {
    // The contract's types always serialize: their maps have text for keys.
    let mut text = Vec::with_capacity(USUAL);
    match serde_json::to_writer(&mut text, body) {
        Ok(()) => {}
        // A date of a job that was put here, past what can be written.
        Err(error) => {
            return Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
                .into_response();
        }
    }
    let mut response = Response::new(Bytes::from(text));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
