//! The kinds of events.

use serde_json::Value;

use super::received::Received;
use crate::api::types::{
    EventTopic, GenericEvent, JobId, JobPartsCompletedPayload, JobReadyPayload,
};

/// What Flatfile says happened.
///
/// ```
/// use flatfile_jobs::Event;
///
/// let body = br#"{ "topic": "job:ready", "domain": "job",
///     "context": { "environmentId": "us_env_1", "jobId": "us_jb_1" },
///     "payload": { "job": "workbook:exportOrders", "status": "ready" } }"#;
/// match Event::parse(body)? {
///     Event::Ready(ready) => println!("{:?} can be worked on", ready.job_id()),
///     Event::PartsCompleted(parent) => println!("all parts of {:?} ended", parent.job_id()),
///     other => println!("{} is nothing to do", other.topic()),
/// }
/// # Ok::<(), flatfile_jobs::EventError>(())
/// ```
///
/// # An event is a hint
///
/// Nothing signs an event, it may come late, twice or never, and what it says
/// of a job may be over. Take the job's id from it and
/// [run](crate::JobHandle::run) the job: that reads it first. A service that is
/// reachable by others should know who forwards to it (a secret in a header,
/// TLS); Flatfile itself sends no webhooks.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Event {
    /// `job:ready`: a job can be worked on.
    Ready(Received<JobReadyPayload>),
    /// `job:parts-completed`: all parts of a job have ended, well or not, and
    /// the job itself still has to be ended.
    PartsCompleted(Received<JobPartsCompletedPayload>),
    /// Anything else, about a job or not.
    Other(Received<Value>),
}

impl Event {
    /// What happened.
    #[must_use]
    pub fn topic(&self) -> &EventTopic {
        &self.as_generic().topic
    }

    /// The event's id, where it has one.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.as_generic().id.as_deref()
    }

    /// The job that it is about, if it is about one.
    #[must_use]
    pub fn job_id(&self) -> Option<&JobId> {
        self.as_generic().context.job_id.as_ref()
    }

    /// All that the contract says of an event.
    #[must_use]
    pub fn as_generic(&self) -> &GenericEvent {
        match self {
            Self::Ready(event) => event.as_generic(),
            Self::PartsCompleted(event) => event.as_generic(),
            Self::Other(event) => event.as_generic(),
        }
    }

    /// The event as JSON, without what was around it and without tokens.
    #[must_use]
    pub fn as_json(&self) -> &Value {
        match self {
            Self::Ready(event) => event.as_json(),
            Self::PartsCompleted(event) => event.as_json(),
            Self::Other(event) => event.as_json(),
        }
    }
}
