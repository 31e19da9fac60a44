//! What a call needs to know of the body of a success, whatever its type.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};

use super::response::SettledBy;
use super::tokens::Tokens;
use crate::api::types::JobStatus;
use crate::api::{Mismatch, Operation};
use crate::error::{Attempt, Error, Record};

/// Reads the body of a success, and keeps what it read for the caller.
pub(crate) trait Reader: Send {
    /// Reads a body.
    fn read(&mut self, body: &Bytes);

    /// Whether the body that was read last is recognisably about this job,
    /// whatever else in it cannot be read.
    fn is_about(&self, job: &str) -> bool;
}

/// A call that came to its success; its reader has read the body.
pub(crate) struct Concluded {
    pub(crate) operation: &'static Operation,
    pub(crate) job: Option<Arc<str>>,
    /// The end that the job is in now.
    pub(crate) end: Option<JobStatus>,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// A deletion was found done: there is no body.
    pub(crate) absent: bool,
    pub(crate) settled_by: SettledBy,
    pub(crate) attempts: Vec<Attempt>,
    pub(crate) tokens: Tokens,
}

impl Concluded {
    /// The body does not fit, although the call itself succeeded.
    pub(crate) fn mismatch(self, mismatch: &Mismatch) -> Error {
        let mut response = Response::new(self.body);
        (*response.status_mut(), *response.headers_mut()) = (self.status, self.headers);
        let scrub = |text: &str| self.tokens.scrub(text);
        Error::of_mismatch(response, mismatch, self.end, &scrub).of(Record {
            operation: self.operation,
            job: self.job.map(|job| scrub(&job)),
            attempts: self.attempts,
            retry_after: None,
            withheld: false,
        })
    }

    /// One job of the body does not fit, and the others are read all the same.
    pub(crate) fn odd_job(&self, job: Option<&str>, mismatch: &Mismatch) -> Error {
        let scrub = |text: &str| self.tokens.scrub(text);
        Error::of_odd_job(self.status, self.headers.clone(), mismatch, &scrub).of(Record {
            operation: self.operation,
            job: job.map(scrub),
            attempts: self.attempts.clone(),
            retry_after: None,
            withheld: false,
        })
    }
}
