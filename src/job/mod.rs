//! One job and its verbs.

mod ack;
mod cancel;
mod change;
mod complete;
mod fail;
mod get;
#[cfg(feature = "outbox")]
mod keep;
#[cfg(not(feature = "outbox"))]
mod keep_none;
mod motion;
mod plan;
pub(crate) mod progress;
mod reading;
#[cfg(feature = "outbox")]
mod settle_outbox;
mod settled;

use std::fmt;
use std::time::Duration;

use crate::api::types::Job;
use crate::api::{self, OperationId, PathId};
use crate::client::Client;
use crate::error::Error;
use crate::retry::Retries;

#[cfg(all(feature = "outbox", feature = "worker"))]
pub(crate) use settle_outbox::Left;
pub use settled::Settled;

/// One job, by its id; its methods are the API's verbs.
///
/// A handle does no I/O by itself, and any id makes one: an id that would
/// change the URL is reported by the first verb, before anything is sent.
///
/// What follows holds for every verb; its own docs say what is particular to
/// it.
///
/// # When a request is sent again
///
/// | Verbs | Sent again after | `x-retry` in the contract |
/// |---|---|---|
/// | [`get`](Self::get), [`plan`](Self::plan) | a lost connection, a time-out, 408, 429, 500, 502, 503, 504 | `safe` |
/// | [`ack`](Self::ack), [`ack_outcome`](Self::ack_outcome), [`update`](Self::update), [`delete`](Self::delete), [`replace_plan`](Self::replace_plan), [`update_plan`](Self::update_plan) | the same | `idempotent` |
/// | [`execute`](Self::execute), [`retry`](Self::retry), [`split`](Self::split) | what proves that nothing was done: never connected, 429, 503 with `Retry-After` | `once` |
/// | [`complete`](Self::complete), [`fail`](Self::fail), [`cancel`](Self::cancel), and an update that sets the status of an end | never connected, 429; after anything else that may have ended the job it is read first | `settle` |
///
/// [`Retries`] has the bounds. An ack or an update is not sent at all once an
/// end of the same job was begun by this client or a clone of it and is not
/// over: it might undo the end.
///
/// # Settling an end
///
/// The response to an end is *ambiguous* when the job may have ended or not: a
/// time-out, a lost connection, 408, 5xx, a redirect, a success that is not
/// recognisably about the job, and any refusal after one of these. The job is
/// then read, and what counts is its status alone, whatever else in it cannot
/// be read:
///
/// - in the wanted end, it is settled [by reading](crate::SettledBy::Read);
/// - in another end, [`is_already_finished`](Error::is_already_finished);
/// - not ended, and in the same run, it is sent the same end again;
/// - not ended, but in another run, [`is_another_run`](Error::is_another_run),
///   and nothing is sent;
/// - a status that the contract does not know is not taken for an open job.
///   It is read again, and so is one that could not be read: 401, 408, 429,
///   5xx, no response, a body that is not understood. Any other refusal of a
///   read is final.
///
/// Two runs are told apart by the job's dates and status: see
/// [`with_run`](Self::with_run). When the bounds run out first, the error
/// [`is_in_doubt`](Error::is_in_doubt): the only one after which the job may
/// have ended by this call.
///
/// # Errors
///
/// Every verb fails with [`Error`], whose predicates say what happened.
///
/// # Cancel safety
///
/// Every verb can be dropped at any await. What was sent may then have been
/// carried out or not: look at the job, and call again what is `safe` or
/// `idempotent`. Nothing is left behind on this side: no lock, no task, no
/// retry that was paid for. But for the outbox (`ClientBuilder::outbox`), where the
/// client has one: an end that is dropped stays in it, also before its first request,
/// and is sent when that is settled next (`Client::settle_outbox`).
#[derive(Clone)]
pub struct JobHandle {
    client: Client,
    id: String,
}

impl Client {
    /// One job, by its id. Nothing is sent, and nothing can fail, before one
    /// of the handle's verbs is called.
    pub fn job(&self, id: impl Into<String>) -> JobHandle {
        JobHandle { client: self.clone(), id: id.into() }
    }
}

impl JobHandle {
    /// The id, as it was given.
    pub fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
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
    /// one. Without it, the run that goes on when the call begins is meant; one that
    /// begins within [two seconds](crate::Retries) of the call cannot be told from
    /// it.
    #[must_use]
    pub fn with_run(self, job: &Job) -> Self {
        self.with(|client| client.with_run(job))
    }

    fn with(self, change: impl FnOnce(Client) -> Client) -> Self {
        Self { client: change(self.client), id: self.id }
    }

    /// The id for a path, and the raw client to use it with.
    fn begin(&self, operation: OperationId) -> Result<(api::Client, PathId), Error> {
        let id = PathId::new(&self.id).map_err(|error| {
            // Who mixed up two settings may have put the token here.
            let shown = self.client.shared().credentials.scrub(&self.id);
            Error::bad_id(operation, &shown, error.showing(shown.clone()))
        })?;
        Ok((self.client.api(), id))
    }
}

impl fmt::Debug for JobHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JobHandle").field("id", &self.id).finish_non_exhaustive()
    }
}
