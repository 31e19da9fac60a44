//! What a call brings.

use std::fmt;

use http::{HeaderMap, StatusCode};

use crate::error::Attempt;

/// The response to a call of the raw client: the value, and what came with it.
#[derive(Clone)]
pub struct Response<T> {
    pub(crate) value: T,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) settled_by: SettledBy,
    pub(crate) attempts: Vec<Attempt>,
}

/// How an end is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SettledBy {
    /// The response to the request itself was a success.
    Response,
    /// The response to an end was lost or ambiguous, and the job was then read
    /// in the wanted status. A read cannot tell whose end it was.
    Read,
}

impl<T> Response<T> {
    /// What the response says.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// A header, when it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// All headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// How the end of a job is known; `Response` for any other operation.
    pub fn settled_by(&self) -> SettledBy {
        self.settled_by
    }

    /// The requests that it took, in their order.
    pub fn attempts(&self) -> &[Attempt] {
        &self.attempts
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status.as_u16())
            .field("settled_by", &self.settled_by)
            .field("attempts", &self.attempts)
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}
