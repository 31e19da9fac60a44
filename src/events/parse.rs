//! Reading what came.

use serde_json::Value;

use super::error::EventError;
use super::event::Event;
use super::find::{Found, find};
use super::received::Received;
use crate::api;
use crate::api::types::EventTopic;
#[cfg(feature = "worker")]
use crate::api::types::GenericEvent;

impl Event {
    /// Reads an event: the body of a webhook, or the message of a queue.
    ///
    /// It is lenient about all in which real events differ: members that are
    /// missing, null, empty or unknown; topics that the contract does not know;
    /// a payload in another form; and the event inside of other objects, lists,
    /// or texts that are JSON, under whatever name. What is around the event is
    /// dropped, and a token in it or in the event is dropped too: the official
    /// forwarder sends the key of its listener (`_accessToken`).
    ///
    /// # Errors
    ///
    /// There is no event, or [more than one](EventError::is_several)
    /// ([`parse_all`](Self::parse_all) reads those), or [more in it than is looked
    /// through](EventError::is_too_much). The message names the member, and shows
    /// nothing of what came.
    #[doc(alias = "webhook")]
    pub fn parse(body: impl AsRef<[u8]>) -> Result<Self, EventError> {
        let mut events = Self::parse_all(body)?;
        match (events.pop(), events.len()) {
            (Some(event), 0) => Ok(event),
            (_, others) => Err(EventError::several(others + 1)),
        }
    }

    /// Reads all events of a batch, as queues deliver them, however many; at least
    /// one. It takes time in proportion to the length of the body.
    ///
    /// ```
    /// use flatfile_jobs::Event;
    ///
    /// let batch = br#"{ "Records": [
    ///     { "body": "{\"topic\":\"job:ready\",\"context\":{\"jobId\":\"us_jb_1\"}}" },
    ///     { "body": "{\"topic\":\"job:ready\",\"context\":{\"jobId\":\"us_jb_2\"}}" }
    /// ] }"#;
    /// assert_eq!(Event::parse_all(batch)?.len(), 2);
    /// # Ok::<(), flatfile_jobs::EventError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`parse`](Self::parse), where there is none, or more than is looked
    /// through: then no event of it is returned.
    pub fn parse_all(body: impl AsRef<[u8]>) -> Result<Vec<Self>, EventError> {
        let body = body.as_ref();
        let value = api::read::<Value>(body).map_err(EventError::none)?;
        let found = find(value, body.len())?;
        Ok(found.into_iter().map(Self::of).collect())
    }

    /// An event that was made on this side.
    #[cfg(feature = "worker")]
    pub(crate) fn of_generic(event: GenericEvent) -> Self {
        let json = serde_json::to_value(&event).unwrap_or_default();
        Self::of(Found { event, json })
    }

    pub(super) fn of(found: Found) -> Self {
        match found.event.topic {
            EventTopic::JobReady => Self::Ready(received(found)),
            EventTopic::JobPartsCompleted => Self::PartsCompleted(received(found)),
            _ => Self::Other(received(found)),
        }
    }
}

fn received<P: serde::de::DeserializeOwned>(Found { event, json }: Found) -> Received<P> {
    let payload = event.payload.as_ref().and_then(|payload| {
        let text = serde_json::to_vec(payload).ok()?;
        api::read(&text).ok()
    });
    Received { event, payload, json }
}
