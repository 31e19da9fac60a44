//! What a handler returns.

use std::error::Error as StdError;
use std::fmt;

use super::canceled::CancelReason;
use crate::outcome::Outcome;

/// What a handler returns: the outcome of its job, or why it failed.
///
/// Anything that makes an [`Outcome`] will do in place of one: `Ok("42 rows")`,
/// and `Ok(())` for an end that says nothing.
pub type HandlerResult<T = Outcome> = Result<T, HandlerError>;

/// Why a handler failed: any error, whose message the job is failed with.
///
/// ```
/// use flatfile_jobs::{HandlerError, HandlerResult, Outcome};
///
/// fn read(text: &str) -> HandlerResult<u32> {
///     if text.is_empty() {
///         return Err("there are no orders".into());
///     }
///     Ok(text.parse::<u32>()?)
/// }
///
/// # assert_eq!(read("").unwrap_err().message(), "there are no orders");
/// // With what people are shown in place of the message.
/// let error = read("x").map_err(|error| {
///     error.with_outcome(Outcome::new().heading("Not imported").message("Row 3 has no number"))
/// });
/// # assert!(error.is_err());
/// ```
pub struct HandlerError {
    cause: Cause,
    outcome: Option<Box<Outcome>>,
}

enum Cause {
    Error(Box<dyn StdError + Send + Sync>),
    /// The outcome says it.
    Outcome,
    /// It was told to stop, and did.
    Canceled(CancelReason),
}

impl HandlerError {
    /// Of any error, or a text.
    pub fn new(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { cause: Cause::Error(error.into()), outcome: None }
    }

    /// The handler stops because it was told to; what that means for the job is
    /// [configured](crate::RunJob::on_shutdown).
    pub(super) fn canceled(reason: CancelReason) -> Self {
        Self { cause: Cause::Canceled(reason), outcome: None }
    }

    /// With what people are shown in place of the error's message.
    #[must_use]
    pub fn with_outcome(mut self, outcome: impl Into<Outcome>) -> Self {
        self.outcome = Some(Box::new(outcome.into()));
        self
    }

    /// The message: what the error displays, all of it, in as many lines as it has.
    #[must_use]
    pub fn message(&self) -> String {
        match &self.cause {
            Cause::Error(error) => error.to_string(),
            Cause::Outcome => "the handler failed the job".to_owned(),
            Cause::Canceled(reason) => reason.to_string(),
        }
    }

    /// The error that it was made of, if it was.
    #[must_use]
    pub fn source(&self) -> Option<&(dyn StdError + Send + Sync + 'static)> {
        match &self.cause {
            Cause::Error(error) => Some(&**error),
            _ => None,
        }
    }

    /// Whether the handler stopped because it was told to.
    #[must_use]
    pub fn is_canceled(&self) -> bool {
        matches!(self.cause, Cause::Canceled(_))
    }

    /// What the job is failed with.
    pub(super) fn outcome(&self) -> Outcome {
        if let Some(outcome) = &self.outcome {
            return Outcome::clone(outcome);
        }
        let message = self.message();
        match message.trim().is_empty() {
            true => Outcome::new().message("the handler failed, and said nothing"),
            false => Outcome::new().message(message),
        }
    }
}

impl<E: Into<Box<dyn StdError + Send + Sync>>> From<E> for HandlerError {
    fn from(error: E) -> Self {
        Self::new(error)
    }
}

impl From<Outcome> for HandlerError {
    /// The job is failed with this outcome.
    fn from(outcome: Outcome) -> Self {
        Self { cause: Cause::Outcome, outcome: Some(Box::new(outcome)) }
    }
}

impl fmt::Display for HandlerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl fmt::Debug for HandlerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Cause::Error(error) => fmt::Debug::fmt(error, f),
            _ => fmt::Debug::fmt(&self.message(), f),
        }
    }
}

/// What became of a handler.
#[derive(Debug)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "a run has one, and a box would be in its user's way")]
pub enum Returned {
    /// It is done, with this outcome.
    Done(Outcome),
    /// It failed.
    Failed(HandlerError),
    /// It panicked, with this text. With `panic = "abort"` a panic ends the
    /// program, and no handler comes to this.
    Panicked(String),
    /// It went on after its time to stop was over, and was dropped.
    Abandoned,
}

impl Returned {
    pub(super) fn of<T: Into<Outcome>>(result: HandlerResult<T>) -> Self {
        match result {
            Ok(outcome) => Self::Done(outcome.into()),
            Err(error) => Self::Failed(error),
        }
    }
}
