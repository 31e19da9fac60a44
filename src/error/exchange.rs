//! What went over the wire in one call.

use std::time::Duration;

use bytes::Bytes;
use http::Response;

use super::Attempt;
use crate::api::Operation;
use crate::api::types::JobStatus;
use crate::auth::Bearer;
use crate::transport::TransportError;

/// One call, as the hook saw it.
pub(crate) struct Exchange {
    pub(crate) operation: Option<&'static Operation>,
    pub(crate) job: Option<String>,
    /// Of the last attempt; of the reading, where that settled it.
    pub(crate) outcome: Outcome,
    pub(crate) ending: Ending,
    pub(crate) attempts: Vec<Attempt>,
    /// What the server asked to wait, where that was too long.
    pub(crate) retry_after: Option<Duration>,
    /// A retry was not made because the budget is spent.
    pub(crate) withheld: bool,
    /// All that were sent, to take out of the server's messages.
    pub(crate) tokens: Vec<Bearer>,
}

impl Exchange {
    /// `text` without the tokens.
    pub(super) fn scrub(&self, text: &str) -> String {
        scrub(&self.tokens, text)
    }
}

/// `text` without any of the tokens.
pub(crate) fn scrub(tokens: &[Bearer], text: &str) -> String {
    tokens.iter().fold(text.to_owned(), |text, token| token.scrub(&text))
}

/// An answer of whatever status, or none.
pub(crate) type Outcome = Result<Response<Bytes>, TransportError>;

/// What came of a call beyond its last outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The outcome says it all.
    Plain,
    /// An end that was ambiguous was found by reading; the outcome is the
    /// answer to the reading.
    ByReading,
    /// An end was ambiguous, and could not be settled within its bounds.
    InDoubt,
    /// An end was ambiguous, and reading found another one.
    OtherEnd(JobStatus),
}
