//! One job and its verbs.

mod ack;
mod cancel;
mod change;
mod complete;
mod fail;
mod get;
mod motion;
mod plan;
mod reading;
mod settled;

use std::fmt;
use std::time::Duration;

use crate::api::types::Job;
use crate::api::{self, OperationId, PathId};
use crate::client::Client;
use crate::error::Error;
use crate::retry::Retries;

pub use settled::Settled;

/// One job, by its id; its methods are the API's verbs.
///
/// A handle does no I/O by itself, and any id makes one: an id that would
/// change the URL is reported by the first verb, before anything is sent.
///
/// A verb is tried again where that is safe: after a lost connection, a
/// time-out, a 5xx if the operation may be repeated, and after a 429 in any
/// case; see [`Retries`] for the bounds. The ends of a job are settled by
/// reading it; see [`fail`](Self::fail).
///
/// Every verb can be dropped at any await. What was sent may then have been
/// carried out or not; nothing is left behind on this side: no lock, no task,
/// no retry that was paid for.
#[derive(Clone)]
pub struct JobHandle {
    client: Client,
    id: String,
}

impl JobHandle {
    pub(crate) fn new(client: Client, id: String) -> Self {
        Self { client, id }
    }

    /// The id, as it was given.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// How long one attempt may take, instead of the client's own limit.
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Self {
        self.with(|client| client.with_timeout(timeout))
    }

    /// How often, how long and how patiently it is tried, instead of the
    /// client's own bounds; see [`Retries`].
    #[must_use]
    pub fn with_retries(self, retries: Retries) -> Self {
        self.with(|client| client.with_retries(retries))
    }

    /// How large a response may be, in bytes, instead of the client's own limit.
    #[must_use]
    pub fn with_max_response_bytes(self, bytes: usize) -> Self {
        self.with(|client| client.with_max_response_bytes(bytes))
    }

    /// One header more; see [`Client::with_header`].
    #[must_use]
    pub fn with_header(self, name: &str, value: &str) -> Self {
        self.with(|client| client.with_header(name, value))
    }

    /// One query parameter more; see [`Client::with_query`].
    #[must_use]
    pub fn with_query(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.with(|client| client.with_query(name, value))
    }

    /// The run that an end is meant for, as this sight of the job shows it (the
    /// job that [`ack`](Self::ack) returned, say).
    ///
    /// It matters when an end cannot be sent at once, or its response is lost:
    /// the job is read then, and an end is not sent into another run than this
    /// one. Without it, the run is meant that goes on when the call begins; the
    /// dates tell it but for [two seconds](crate::Retries).
    #[must_use]
    pub fn with_run(self, job: &Job) -> Self {
        self.with(|client| client.with_run(job))
    }

    fn with(self, change: impl FnOnce(Client) -> Client) -> Self {
        Self { client: change(self.client), id: self.id }
    }

    /// The id for a path, and the raw client to use it with.
    fn begin(&self, operation: OperationId) -> Result<(api::Client, PathId), Error> {
        let id =
            PathId::new(&self.id).map_err(|error| Error::bad_id(operation, &self.id, error))?;
        Ok((self.client.api(), id))
    }
}

impl fmt::Debug for JobHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JobHandle").field("id", &self.id).finish_non_exhaustive()
    }
}
