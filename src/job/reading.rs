//! What a job says, where its members are too free to be read as they are.

use crate::api::types::{Job, JobOutcome, JobStatus};
use crate::api::{self, ENDS};

impl Job {
    /// How far it is, in percent, as a float; the member itself keeps the
    /// number as it was written.
    #[must_use]
    pub fn progress_percent(&self) -> Option<f64> {
        self.progress.as_ref().and_then(serde_json::Number::as_f64)
    }

    /// The outcome with its members named, when it has the form that complete
    /// and fail take. Nothing promises that; the member itself is free. It is
    /// read as leniently as a response is: see [`api::read()`].
    #[must_use]
    pub fn typed_outcome(&self) -> Option<JobOutcome> {
        let written = serde_json::to_vec(self.outcome.as_ref()?).ok()?;
        api::read(&written).ok()
    }

    /// Whether it is complete, failed or canceled.
    #[must_use]
    pub fn is_ended(&self) -> bool {
        self.status.as_ref().is_some_and(JobStatus::is_end)
    }
}

impl JobStatus {
    /// Whether a job in this status is over: complete, failed or canceled, in
    /// whatever spelling. The contract lists them, by `x-ends`.
    #[must_use]
    pub fn is_end(&self) -> bool {
        ENDS.contains(self) || ENDS.contains(&self.canonical())
    }
}
