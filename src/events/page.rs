//! One page of events.

use bytes::Bytes;
use serde::Deserialize;
use serde_json::Value;

use super::event::Event;
use super::find::{Found, as_event};
use super::secrets;
use crate::api::{self, Mismatch};
use crate::client::bridge::Decode;
use crate::error::Error;

/// One page of events.
#[derive(Debug)]
#[non_exhaustive]
pub struct EventPage {
    /// The events, in the order of the server, which promises none.
    pub events: Vec<Event>,
    /// Those that could not be read, an error for each; it
    /// [is a contract mismatch](Error::is_contract_mismatch) that names the
    /// member.
    pub unreadable: Vec<Error>,
    /// The server's date, where the response has one.
    #[cfg(feature = "worker")]
    pub(crate) date: Option<chrono::DateTime<chrono::Utc>>,
}

/// A page, each event read on its own: one odd event does not cost the others.
pub(super) struct Rows(pub(super) Vec<Result<Event, Mismatch>>);

/// A page before its events are looked at.
#[derive(Deserialize)]
struct Raw {
    data: Vec<Value>,
}

impl Decode for Rows {
    type Value = Self;

    fn decode(body: &Bytes) -> Result<Self, Mismatch> {
        let Raw { data } = api::read(body)?;
        let mut search = secrets::Search::default();
        let row = |mut json: Value| {
            if secrets::remove(&mut json, &mut search).is_err() {
                // It is none that can be shown.
                json = Value::Null;
            }
            as_event(&json).map(|event| Event::of(Found { event, json }))
        };
        Ok(Self(data.into_iter().map(row).collect()))
    }
}
