//! What became of each job, and by whom.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::api::types::JobStatus;
use crate::api::{OPERATIONS, OperationId};

/// One change of a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Change {
    /// When it was made.
    pub at: DateTime<Utc>,
    /// What made it.
    pub by: By,
    /// The status before it; none when the job was not there.
    pub from: Option<JobStatus>,
    /// The status after it; none when the job is gone.
    pub to: Option<JobStatus>,
}

impl Change {
    /// Whether an open job ended by it.
    #[must_use]
    pub fn is_end(&self) -> bool {
        let ended = |status: &Option<JobStatus>| status.as_ref().is_some_and(JobStatus::is_end);
        ended(&self.to) && !ended(&self.from)
    }
}

/// What made a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum By {
    /// A call of an operation on this job, or on the parent that it came from.
    Operation(#[serde(serialize_with = "name", deserialize_with = "by_name")] OperationId),
    /// The owner of the sandbox, who put the job there.
    Owner,
    /// Something that held the job back is out of the way.
    Release,
    /// Its parent ended or was deleted.
    Parent,
    /// It was executing too long without an acknowledgement.
    Deadline,
}

fn name<S: Serializer>(operation: &OperationId, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(operation.operation().name)
}

fn by_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<OperationId, D::Error> {
    let name = String::deserialize(deserializer)?;
    OPERATIONS
        .iter()
        .find(|operation| operation.name == name)
        .map(|operation| operation.id)
        .ok_or_else(|| serde::de::Error::custom(format_args!("`{name}` is not an operation")))
}
