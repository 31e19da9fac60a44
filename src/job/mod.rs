//! One job and its verbs.

mod ack;
mod ack_outcome;
mod cancel;
mod complete;
mod delete;
mod execute;
mod fail;
mod get;
#[cfg(feature = "outbox")]
mod keep;
#[cfg(not(feature = "outbox"))]
mod keep_none;
mod plan;
pub(crate) mod progress;
mod reading;
mod retry;
#[cfg(feature = "outbox")]
mod settle_outbox;
mod settled;
mod split;
mod update;

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
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
/// # let client = sandbox.client()?;
/// # let id = sandbox.add_executing_job("exportOrders");
/// let job = client.job(&id);
/// job.progress(50, "half of it").await?;
/// job.fail("the warehouse did not answer").await?;
/// # Ok(())
/// # }
/// ```
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
/// | [`get`](Self::get), [`plan`](Self::plan) | a lost connection, a timeout, 408, 429, 500, 502, 503, 504 | `safe` |
/// | [`ack`](Self::ack), [`ack_outcome`](Self::ack_outcome), [`update`](Self::update), [`delete`](Self::delete), [`replace_plan`](Self::replace_plan), [`update_plan`](Self::update_plan) | the same | `idempotent` |
/// | [`execute`](Self::execute), [`retry`](Self::retry), [`split`](Self::split) | what proves that nothing was done: never connected, declined unread (HTTP/2), no token, 429, 503 with `Retry-After` | `once` |
/// | [`complete`](Self::complete), [`fail`](Self::fail), [`cancel`](Self::cancel), and an update that sets the status of an end | never connected, declined unread (HTTP/2), no token, 429; after anything else that may have ended the job it is read first | `settle` |
///
/// [`Retries`] has the bounds. An ack or an update is not sent at all once an
/// end of the same job was begun by this client or a clone of it and is not
/// over: it might undo the end.
///
/// # Settling an end
///
/// The response to an end is *ambiguous* when the job may have ended or not: a
/// timeout, a lost connection, 408, 5xx, a redirect, a response that is too large,
/// a success that is not recognisably about the job, and any refusal after one of
/// these. The job is then read, and what counts is its status alone, whatever else
/// in it cannot be read:
///
/// | The job is | and the call |
/// |---|---|
/// | in the wanted end | succeeds, [settled by reading](crate::SettledBy::Read) |
/// | in another end | fails: [`is_already_finished`](Error::is_already_finished), and [`other_end`](Error::other_end) names the end |
/// | open, in the same run | sends the same end again |
/// | open, in another run | fails: [`is_another_run`](Error::is_another_run); nothing is sent into that run |
/// | open, and its dates do not tell which run it is | reads it again |
/// | in a status that the contract does not know: it may be an end | reads it again, and never sends again; the doubt names the status |
/// | another job, or none, or without a status | reads it again |
/// | not read: 401, 408, 429, 5xx, no whole response, no token | reads it again, after 401 with another token if there is one |
/// | refused by any other 3xx or 4xx | fails at once: [`is_in_doubt`](Error::is_in_doubt), if the end may have been carried out |
/// | still unknown when the bounds run out | fails: [`is_in_doubt`](Error::is_in_doubt) |
///
/// After `is_in_doubt` the job may or may not have ended by this call. After
/// [`known_end`](Error::known_end) it has ended, and after
/// [`is_another_run`](Error::is_another_run) this run is over, by whichever end.
/// After any other error this call did not end the job.
///
/// An end is meant for the run that goes on when its call begins. Two runs are told
/// apart by the job's dates, as [`with_run`](Self::with_run) says. [`Retries`] has
/// the bounds, of the reads too.
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
    /// one. Without it, the run that goes on when the call begins is meant: the job's
    /// dates are compared with those of the reads before, or with the moment at which
    /// the call began, by the server's clock as far as its `Date` tells. A run that
    /// begins within two seconds of the call cannot be told from it, and a job whose
    /// dates cannot be read counts as in the run that was meant.
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
