//! One kept end.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::retry::RunSeen;

/// An end as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptEnd {
    pub(crate) base_url: String,
    pub(crate) environment_id: Option<String>,
    pub(crate) job: String,
    /// By its name in the contract.
    pub(crate) operation: String,
    pub(crate) body: Value,
    /// When it was called for, by the client's clock.
    pub(crate) called: DateTime<Utc>,
    /// The run that it is meant for, where the caller knew it.
    pub(crate) run: Option<RunSeen>,
}

impl KeptEnd {
    /// The id of the job.
    #[must_use]
    pub fn job(&self) -> &str {
        &self.job
    }

    /// The operation, by its name in the contract: `completeJob`, for one.
    #[must_use]
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// What the operation sends: the outcome and info of complete and fail.
    #[must_use]
    pub fn body(&self) -> &Value {
        &self.body
    }

    /// The base URL of the client that was to send it.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The environment of that client, where it was set.
    #[must_use]
    pub fn environment_id(&self) -> Option<&str> {
        self.environment_id.as_deref()
    }

    /// When the end was called for, by the clock of this side.
    #[must_use]
    pub fn called_at(&self) -> DateTime<Utc> {
        self.called
    }
}
