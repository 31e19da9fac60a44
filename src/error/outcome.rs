//! What an error is made of.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Response};

use super::Attempt;
use crate::api::Operation;
use crate::transport::TransportError;

/// A response of whatever status, or none.
pub(crate) type Outcome = Result<Response<Bytes>, TransportError>;

/// The status of an outcome, also of a response that is not whole.
pub(crate) fn status(outcome: &Outcome) -> Option<u16> {
    match outcome {
        Ok(response) => Some(response.status().as_u16()),
        Err(error) => error.head().map(|(status, _)| status.as_u16()),
    }
}

/// The headers of an outcome, also of a response that is not whole.
pub(crate) fn headers(outcome: &Outcome) -> Option<&HeaderMap> {
    match outcome {
        Ok(response) => Some(response.headers()),
        Err(error) => error.head().map(|(_, headers)| headers),
    }
}

/// What is known of the call beside what went wrong.
pub(crate) struct Record {
    pub(crate) operation: &'static Operation,
    pub(crate) job: Option<String>,
    pub(crate) attempts: Vec<Attempt>,
    /// What the server asked to wait, where that was not waited for.
    pub(crate) retry_after: Option<Duration>,
    /// A retry was not made because the budget is spent.
    pub(crate) withheld: bool,
}
