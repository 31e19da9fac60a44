//! What people are shown when a job has ended.

mod next;
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
/// A `&str` or `String` makes one with that message. What is left open is
/// filled in by the verb; see [`JobHandle::fail`](crate::JobHandle::fail). The
/// raw [`JobCompleteDetails`] makes one that goes as it is.
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use]
pub struct Outcome {
    details: JobCompleteDetails,
    outcome: JobOutcome,
    /// Made from raw details: the verbs fill in nothing.
    raw: bool,
}

impl Outcome {
    /// Says nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What happened.
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.outcome.message = Some(message.into());
        self
    }

    /// The line above the message.
    pub fn heading(mut self, heading: impl Into<String>) -> Self {
        self.outcome.heading = Some(heading.into());
        self
    }

    /// Whether it is a dialog that has to be confirmed, or a passing note.
    pub fn acknowledge(mut self, acknowledge: bool) -> Self {
        self.outcome.acknowledge = Some(acknowledge);
        self
    }

    /// The text on the button.
    pub fn button_text(mut self, text: impl Into<String>) -> Self {
        self.outcome.button_text = Some(text.into());
        self
    }

    /// Whether the usual button is left out.
    pub fn hide_default_button(mut self, hide: bool) -> Self {
        self.outcome.hide_default_button = Some(hide);
        self
    }

    /// Where the button leads; see [`Next`].
    pub fn next(mut self, next: impl Into<JobOutcomeNext>) -> Self {
        self.outcome.next = Some(next.into());
        self
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
    pub fn trigger(mut self, trigger: impl Into<JobOutcomeTrigger>) -> Self {
        self.outcome.trigger = Some(trigger.into());
        self
    }

    /// A line about the job's state.
    pub fn info(mut self, info: impl Into<String>) -> Self {
        self.details.info = Some(info.into());
        self
    }

    /// The body that fails a job with it.
    ///
    /// A failure that nobody has to confirm is easily missed, and without an
    /// info the job keeps the last line of its progress: both are filled in as
    /// the official job handler does.
    pub(crate) fn for_failure(mut self) -> JobCompleteDetails {
        if !self.raw {
            self.outcome.acknowledge.get_or_insert(true);
            self.details.info = self.details.info.or_else(|| self.outcome.message.clone());
        }
        self.into()
    }
}

impl From<Outcome> for JobCompleteDetails {
    /// The body with what was said and no more.
    fn from(outcome: Outcome) -> Self {
        let Outcome { mut details, outcome, raw } = outcome;
        if !raw && outcome != JobOutcome::default() {
            details.outcome = Some(outcome);
        }
        details
    }
}

impl From<JobCompleteDetails> for Outcome {
    fn from(details: JobCompleteDetails) -> Self {
        Self { details, raw: true, ..Self::default() }
    }
}

impl From<JobOutcome> for Outcome {
    fn from(outcome: JobOutcome) -> Self {
        Self { outcome, ..Self::default() }
    }
}

impl From<&str> for Outcome {
    fn from(message: &str) -> Self {
        Self::new().message(message)
    }
}

impl From<String> for Outcome {
    fn from(message: String) -> Self {
        Self::new().message(message)
    }
}

impl From<&String> for Outcome {
    fn from(message: &String) -> Self {
        Self::new().message(message)
    }
}
