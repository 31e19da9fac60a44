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

use crate::Client;
use crate::call::CallOptions;
use crate::client::Call;
use crate::retry::Retries;

pub use settled::{Settled, SettledBy};

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
    options: CallOptions,
}

impl JobHandle {
    pub(crate) fn new(client: Client, id: String) -> Self {
        let options = client.options().clone();
        Self { client, id, options }
    }

    /// The id, as it was given.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// How long one attempt may take, instead of the client's own limit.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// How often, how long and how patiently it is tried, instead of the
    /// client's own bounds; see [`Retries`].
    #[must_use]
    pub fn with_retries(mut self, retries: Retries) -> Self {
        self.options.retries = Some(retries);
        self
    }

    /// How large an answer may be, in bytes, instead of the client's own limit.
    #[must_use]
    pub fn with_max_response_bytes(mut self, bytes: usize) -> Self {
        self.options.max_response_bytes = Some(bytes);
        self
    }

    fn begin(
        &self,
        operation: crate::api::OperationId,
    ) -> Result<(Call, crate::api::PathId), crate::Error> {
        Call::about(&self.client, &self.options, operation, &self.id)
    }
}

impl fmt::Debug for JobHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JobHandle").field("id", &self.id).finish_non_exhaustive()
    }
}
