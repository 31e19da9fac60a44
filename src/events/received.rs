//! One event, as it was received.

use std::fmt;

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::api::types::{EventContext, EventTopic, GenericEvent, JobId};

/// An event with its payload typed, and the JSON that it came as.
///
/// It holds no token: what a forwarder put beside the event is dropped when it
/// is [parsed](crate::Event::parse). `Debug` shows topic, id and job.
#[derive(Clone, PartialEq)]
pub struct Received<P> {
    pub(super) event: GenericEvent,
    pub(super) payload: Option<P>,
    pub(super) json: Value,
}

impl<P> Received<P> {
    /// The event's id. It may come twice, and some ways of delivery lose it.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.event.id.as_deref()
    }

    /// What happened.
    #[must_use]
    pub fn topic(&self) -> &EventTopic {
        &self.event.topic
    }

    /// Where it comes from: the ids of the space, the workbook, the actor and so
    /// on, as far as it names them.
    #[must_use]
    pub fn context(&self) -> &EventContext {
        &self.event.context
    }

    /// The job that it is about; the parent, when all parts of one have ended.
    #[must_use]
    pub fn job_id(&self) -> Option<&JobId> {
        self.event.context.job_id.as_ref()
    }

    /// When it was made, by Flatfile's clock.
    #[must_use]
    pub fn created_at(&self) -> Option<DateTime<Utc>> {
        self.event.created_at
    }

    /// What it says, where that has the form that the contract describes. It
    /// was so when the event was made: read the job before believing it.
    #[must_use]
    pub fn payload(&self) -> Option<&P> {
        self.payload.as_ref()
    }

    /// All that the contract says of an event.
    #[must_use]
    pub fn as_generic(&self) -> &GenericEvent {
        &self.event
    }

    /// The event as JSON, without what was around it and without tokens.
    #[must_use]
    pub fn as_json(&self) -> &Value {
        &self.json
    }
}

impl<P> fmt::Debug for Received<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("topic", self.topic())
            .field("id", &self.id())
            .field("job", &self.job_id())
            .finish_non_exhaustive()
    }
}
