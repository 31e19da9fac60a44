//! Why a run did not bring its job to an end.

use std::error::Error as StdError;
use std::fmt;

use super::canceled::CancelReason;
use super::handler::Returned;
use crate::api::types::JobStatus;
use crate::error::{Attempt, Error};
use crate::retry::decision::{Observation, may_be_done};

/// Why a job was not begun.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// It has ended.
    Ended(JobStatus),
    /// It is executing: somebody has it.
    Taken,
    /// It is not ready yet.
    TooEarly(JobStatus),
    /// The server refused the acknowledgement; the [error](RunError::error) has
    /// its words.
    ByServer,
}

/// Why a run did not bring its job to an end.
///
/// Either it [did not start](Self::is_not_started), and no handler ran, or its
/// end did not get through. What the handler returned is kept then
/// ([`handler`](Self::handler)): it is never turned into the other end, and may
/// be sent later.
pub struct RunError(Box<Inner>);

struct Inner {
    job: String,
    kind: Kind,
    error: Option<Error>,
}

enum Kind {
    Refused(Refusal),
    NotStarted { in_doubt: bool },
    Left(CancelReason),
    NotEnded(Option<Box<Returned>>),
}

impl RunError {
    pub(super) fn refused(job: &str, refusal: Refusal, error: Option<Error>) -> Self {
        Self(Box::new(Inner { job: job.to_owned(), kind: Kind::Refused(refusal), error }))
    }

    /// It could not be read or acknowledged; the last may have been done.
    pub(crate) fn not_started(job: &str, error: Error) -> Self {
        let in_doubt = error.attempts().iter().any(acknowledges);
        Self::unknown(job, error, in_doubt)
    }

    pub(super) fn unknown(job: &str, error: Error, in_doubt: bool) -> Self {
        let kind = Kind::NotStarted { in_doubt };
        Self(Box::new(Inner { job: job.to_owned(), kind, error: Some(error) }))
    }

    pub(super) fn not_ended(job: &str, error: Error, returned: Option<Returned>) -> Self {
        let kind = Kind::NotEnded(returned.map(Box::new));
        Self(Box::new(Inner { job: job.to_owned(), kind, error: Some(error) }))
    }

    pub(super) fn left(job: &str, reason: CancelReason) -> Self {
        Self(Box::new(Inner { job: job.to_owned(), kind: Kind::Left(reason), error: None }))
    }

    /// The job's id.
    #[must_use]
    pub fn job(&self) -> &str {
        &self.0.job
    }

    /// The job was not begun, and no handler ran.
    #[must_use]
    pub fn is_not_started(&self) -> bool {
        matches!(self.0.kind, Kind::Refused(_) | Kind::NotStarted { .. })
    }

    /// Why the job was not begun, where its state or the server did not allow
    /// it: no action is needed.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        match &self.0.kind {
            Kind::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// Why an end that was sent by hand did nothing: somebody else decided what
    /// becomes of the job.
    #[must_use]
    pub fn cancel_reason(&self) -> Option<&CancelReason> {
        match &self.0.kind {
            Kind::Left(reason) => Some(reason),
            _ => None,
        }
    }

    /// It is unknown what became of the job: its acknowledgement may have got
    /// through, and nobody works on it; or its end may have.
    ///
    /// *What to do:* [get](crate::JobHandle::get) the job, and end it or begin it if it
    /// is open.
    #[must_use]
    pub fn is_in_doubt(&self) -> bool {
        match &self.0.kind {
            Kind::Refused(_) | Kind::Left(_) => false,
            Kind::NotStarted { in_doubt } => *in_doubt,
            Kind::NotEnded(_) => self.0.error.as_ref().is_some_and(Error::is_in_doubt),
        }
    }

    /// The error of the request that failed.
    #[must_use]
    pub fn error(&self) -> Option<&Error> {
        self.0.error.as_ref()
    }

    /// What the handler returned, where it did not get through.
    #[must_use]
    pub fn handler(&self) -> Option<&Returned> {
        match &self.0.kind {
            Kind::NotEnded(returned) => returned.as_deref(),
            _ => None,
        }
    }

    /// The same, to be sent later, and the error.
    #[must_use]
    pub fn into_parts(self) -> (Option<Error>, Option<Returned>) {
        let Inner { kind, error, .. } = *self.0;
        match kind {
            Kind::NotEnded(returned) => (error, returned.map(|returned| *returned)),
            _ => (error, None),
        }
    }
}

/// Whether an attempt may have acknowledged the job.
fn acknowledges(attempt: &Attempt) -> bool {
    let seen = match (attempt.cause, attempt.status) {
        (Some(kind), status) => Observation::Broken(kind, status),
        // A refusal, but for 408: the server did not get all of it.
        (None, None | Some(400..=407 | 409..=499)) => return false,
        (None, Some(status)) => Observation::Response { status, retry_after: false },
    };
    attempt.operation.reopens && may_be_done(seen)
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.0.kind, &self.0.error) {
            (
                Kind::Refused(Refusal::ByServer) | Kind::NotStarted { .. } | Kind::NotEnded(_),
                Some(error),
            ) => {
                let what = match &self.0.kind {
                    Kind::NotEnded(_) => "the run could not end the job",
                    Kind::NotStarted { in_doubt: true } => {
                        "the job was not begun, but its acknowledgement may have gone through"
                    }
                    _ => "the job was not begun",
                };
                write!(f, "{what}: {error}")
            }
            (Kind::Refused(refusal), _) => {
                write!(f, "the job `{}` was not begun: it ", self.0.job.escape_debug())?;
                match refusal {
                    Refusal::Ended(status) => {
                        write!(f, "has ended, and is {}", status.as_str().escape_debug())
                    }
                    Refusal::Taken => f.write_str("is executing, so somebody has it"),
                    Refusal::TooEarly(status) => {
                        write!(f, "is not ready, but {}", status.as_str().escape_debug())
                    }
                    Refusal::ByServer => f.write_str("was refused"),
                }
            }
            (Kind::Left(reason), _) => {
                write!(f, "the job `{}` was not ended: {reason}", self.0.job.escape_debug())
            }
            (_, None) => f.write_str("the run failed"),
        }
    }
}

impl fmt::Debug for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunError")
            .field("job", &self.0.job)
            .field("refusal", &self.refusal())
            .field("is_not_started", &self.is_not_started())
            .field("is_in_doubt", &self.is_in_doubt())
            .field("error", &self.0.error)
            .field("handler", &self.handler())
            .finish()
    }
}

impl StdError for RunError {
    /// What the error of the request was made of: its line is in this one's.
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.error.as_ref().and_then(StdError::source)
    }
}
