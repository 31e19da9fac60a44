//! One attempt of a call, for the record in its error.

use std::fmt;
use std::time::Duration;

use super::shown::ShownId;
use crate::api::Operation;
use crate::transport::TransportErrorKind;

/// One request of a call, as it went.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Attempt {
    /// What was asked: the call's own operation, or the reading of a job whose
    /// end was ambiguous.
    pub operation: &'static Operation,
    /// How long after the start of the call it began.
    pub started_after: Duration,
    /// How long it took.
    pub duration: Duration,
    /// The status, when a response came or at least began.
    pub status: Option<u16>,
    /// Why there was no whole response.
    pub cause: Option<TransportErrorKind>,
    /// The server's id of the request, when it sent one.
    pub request_id: Option<String>,
    /// How long was waited after it.
    pub delay: Option<Duration>,
}

impl fmt::Display for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {:.1?}: ", self.operation.name, self.started_after)?;
        match (self.status, self.cause) {
            (Some(status), None) => write!(f, "{status}")?,
            (Some(status), Some(cause)) => write!(f, "{status}, {cause}")?,
            (None, Some(cause)) => write!(f, "{cause}")?,
            (None, None) => f.write_str("no response")?,
        }
        write!(f, ", in {:.1?}", self.duration)?;
        if let Some(id) = &self.request_id {
            write!(f, " [request {}]", ShownId(id))?;
        }
        match self.delay {
            Some(delay) => write!(f, ", waited {delay:.1?}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}
