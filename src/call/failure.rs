//! From what a call saw to its error.

use super::events;
use super::state::CallState;
use crate::api::types::JobStatus;
use crate::error::{Attempt, Error, Outcome, Record, Unsent};
use crate::retry::run::Evidence;
use crate::transport::TransportErrorKind;

impl CallState<'_> {
    /// The request cannot be made; nothing was sent.
    pub(super) fn not_made(&mut self, reason: String) -> Error {
        Error::invalid_input(reason).of(self.record())
    }

    /// An end of the job was begun; the request was not sent, or not again.
    pub(super) fn overtaken(&mut self, last: Option<Outcome>) -> Error {
        match last {
            // What came before stands.
            Some(_) => self.failed(last).and_overtaken(),
            None => Error::overtaken().of(self.record()),
        }
    }

    /// Ends without success.
    pub(super) fn failed(&mut self, last: Option<Outcome>) -> Error {
        match last {
            Some(last) if self.doubt && self.settles_to.is_some() => self.in_doubt(last),
            Some(last) => self.of_outcome(last).of(self.record()),
            // An end, whose job was read before it was to be sent.
            None => Error::no_time_left().of(self.record()),
        }
    }

    /// The bounds ran out, or nobody can look: it is not known whether the job
    /// has ended.
    pub(super) fn in_doubt(&mut self, ambiguous: Outcome) -> Error {
        events::left_in_doubt(self.request.operation, self.job());
        let error = self.of_outcome(ambiguous).in_doubt(self.looks.known());
        error.of(self.record())
    }

    /// The job is in another end.
    pub(super) fn other_end(&mut self, status: JobStatus) -> Error {
        Error::in_other_end(status).of(self.record())
    }

    /// The job has not ended, but in another run.
    pub(super) fn another_run(&mut self, status: JobStatus, evidence: Evidence) -> Error {
        let own = |attempt: &&Attempt| attempt.operation.id == self.request.operation.id;
        let again = self
            .attempts
            .iter()
            .filter(own)
            .any(|attempt| !matches!(attempt.cause, Some(TransportErrorKind::Credentials)));
        let unsent = if again { Unsent::Again } else { Unsent::First };
        Error::in_another_run(status, evidence, unsent).of(self.record())
    }

    fn of_outcome(&self, outcome: Outcome) -> Error {
        let scrub = |text: &str| self.tokens.scrub(text);
        match outcome {
            Ok(response) => Error::of_response(response, self.job(), &scrub),
            Err(error) => Error::of_transport(error, &scrub),
        }
    }

    fn record(&mut self) -> Record {
        let attempts: Vec<Attempt> = std::mem::take(&mut self.attempts);
        Record {
            operation: self.request.operation,
            job: self.job().map(|job| self.tokens.scrub(job)),
            attempts,
            retry_after: self.retry_after,
            withheld: self.withheld,
        }
    }
}
