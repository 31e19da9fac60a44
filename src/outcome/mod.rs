//! What people are shown when a job has ended.

mod next;
mod text;
mod trigger;

use crate::api::types::{JobCompleteDetails, JobOutcome, JobOutcomeNext, JobOutcomeTrigger};

pub use next::Next;

/// What complete and fail take: what people are shown, and the job's info.
///
/// ```
/// use flatfile_jobs::{Next, Outcome};
///
/// let outcome = Outcome::new().message("Job failed")
///     .heading("Failed")
///     .acknowledge(true)
///     .button_text("Acknowledge")
///     .next(Next::id("us_sp_YOUR_ID").path("orders"))
///     .info("stopped at order 351");
/// ```
///
/// A text makes one with that message. What is left open is filled in by the
/// verb; see [`JobHandle::fail`](crate::JobHandle::fail). One made from the raw
/// [`JobCompleteDetails`] goes as it is: no verb fills in anything, also when
/// more is set on it afterwards.
///
/// ```
/// use flatfile_jobs::Outcome;
/// use flatfile_jobs::api::types::{JobCompleteDetails, JobOutcome};
///
/// let raw = JobCompleteDetails::default().with_outcome(JobOutcome::default().with_message("a"));
/// let outcome = Outcome::from(raw).heading("Failed");
/// let sent = serde_json::to_value(JobCompleteDetails::from(outcome))?;
/// assert_eq!(sent, serde_json::json!({ "outcome": { "message": "a", "heading": "Failed" } }));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use]
pub struct Outcome {
    details: JobCompleteDetails,
    /// Made from raw details: the verbs fill in nothing.
    raw: bool,
}

impl Outcome {
    /// Says nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn with(mut self, set: impl FnOnce(&mut JobOutcome)) -> Self {
        set(self.details.outcome.get_or_insert_default());
        self
    }

    /// What happened.
    pub fn message(self, message: impl Into<String>) -> Self {
        self.with(|outcome| outcome.message = Some(message.into()))
    }

    /// The line above the message.
    pub fn heading(self, heading: impl Into<String>) -> Self {
        self.with(|outcome| outcome.heading = Some(heading.into()))
    }

    /// Whether it is a dialog that has to be confirmed, or a passing note.
    pub fn acknowledge(self, acknowledge: bool) -> Self {
        self.with(|outcome| outcome.acknowledge = Some(acknowledge))
    }

    /// The text on the button.
    pub fn button_text(self, text: impl Into<String>) -> Self {
        self.with(|outcome| outcome.button_text = Some(text.into()))
    }

    /// Whether the usual button is left out.
    pub fn hide_default_button(self, hide: bool) -> Self {
        self.with(|outcome| outcome.hide_default_button = Some(hide))
    }

    /// Where the button leads; see [`Next`].
    pub fn next(self, next: impl Into<JobOutcomeNext>) -> Self {
        self.with(|outcome| outcome.next = Some(next.into()))
    }

    /// Whether the next step waits for a click: a [`JobOutcomeTriggerType`],
    /// with whom it is for or without.
    ///
    /// ```
    /// use flatfile_jobs::Outcome;
    /// use flatfile_jobs::api::types::{JobOutcomeTriggerAudience, JobOutcomeTriggerType};
    ///
    /// Outcome::new().message("Done").trigger(JobOutcomeTriggerType::Automatic);
    /// Outcome::new().message("Done")
    ///     .trigger((JobOutcomeTriggerType::Automatic, JobOutcomeTriggerAudience::Originator));
    /// ```
    ///
    /// [`JobOutcomeTriggerType`]: crate::api::types::JobOutcomeTriggerType
    pub fn trigger(self, trigger: impl Into<JobOutcomeTrigger>) -> Self {
        self.with(|outcome| outcome.trigger = Some(trigger.into()))
    }

    /// A line about the job's state.
    pub fn info(mut self, info: impl Into<String>) -> Self {
        self.details.info = Some(info.into());
        self
    }

    /// The body that fails a job with it, as [`fail`](crate::JobHandle::fail)
    /// sends it: to be looked at before. Complete sends
    /// `JobCompleteDetails::from(outcome)`.
    ///
    /// ```
    /// use flatfile_jobs::Outcome;
    ///
    /// let body = Outcome::new().message("no response").for_failure();
    /// assert_eq!(body.outcome.and_then(|outcome| outcome.acknowledge), Some(true));
    /// assert_eq!(body.info.as_deref(), Some("no response"));
    /// ```
    ///
    /// A failure that nobody has to confirm is easily missed, and without an
    /// info the job keeps the last line of its progress: both are filled in as
    /// the official job handler does.
    #[must_use]
    pub fn for_failure(self) -> JobCompleteDetails {
        if self.raw {
            return self.details;
        }
        let mut details = self.details;
        let outcome = details.outcome.get_or_insert_default();
        outcome.acknowledge.get_or_insert(true);
        details.info = details.info.or_else(|| outcome.message.clone());
        details
    }
}

impl From<()> for Outcome {
    /// Says nothing: the end has no body.
    fn from((): ()) -> Self {
        Self::new()
    }
}

impl From<Outcome> for JobCompleteDetails {
    /// The body with what was said and no more.
    fn from(outcome: Outcome) -> Self {
        outcome.details
    }
}

impl From<JobCompleteDetails> for Outcome {
    /// Goes as it is: the verbs fill in nothing. What is set afterwards is set
    /// in it, over what was there.
    fn from(details: JobCompleteDetails) -> Self {
        Self { details, raw: true }
    }
}

impl From<JobOutcome> for Outcome {
    /// The same as setting its members one by one: the verbs fill in what it
    /// leaves open.
    fn from(outcome: JobOutcome) -> Self {
        Self { details: JobCompleteDetails::default().with_outcome(outcome), raw: false }
    }
}
