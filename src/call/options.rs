//! What is set for one call, over what is set on the client.

use std::sync::Arc;
use std::time::Duration;

use super::extra::Extra;
use crate::retry::{Retries, RunSeen};

/// What is set for one call.
#[derive(Clone, Debug, Default)]
pub(crate) struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) retries: Option<Retries>,
    pub(crate) max_response_bytes: Option<usize>,
    /// What the contract does not name.
    pub(crate) extra: Option<Arc<Extra>>,
    /// The run of the job that an end is meant for.
    pub(crate) run: Option<Arc<RunSeen>>,
}

impl CallOptions {
    pub(crate) fn add_header(&mut self, name: &str, value: &str) {
        self.extra_mut().add_header(name, value);
    }

    pub(crate) fn add_query(&mut self, name: String, value: String) {
        self.extra_mut().query.push((name, value));
    }

    /// Why a call with these options cannot be made.
    pub(super) fn refused(&self) -> Option<&str> {
        let timeout = self.timeout.and_then(fault_of_timeout);
        let deadline = || fault_of_deadline(self.retries.as_ref()?.deadline);
        let bytes = || self.max_response_bytes.and_then(fault_of_max_response_bytes);
        timeout.or_else(deadline).or_else(bytes).or_else(|| self.extra.as_ref()?.refused())
    }

    fn extra_mut(&mut self) -> &mut Extra {
        Arc::make_mut(self.extra.get_or_insert_default())
    }
}

/// What is wrong with the limit of an attempt.
pub(crate) fn fault_of_timeout(timeout: Duration) -> Option<&'static str> {
    timeout.is_zero().then_some("the timeout is zero: no call could be made in time")
}

/// What is wrong with the deadline of a call.
pub(crate) fn fault_of_deadline(deadline: Duration) -> Option<&'static str> {
    deadline.is_zero().then_some("the deadline of `Retries` is zero: no call could be made in time")
}

/// What is wrong with the limit of a response.
pub(crate) fn fault_of_max_response_bytes(bytes: usize) -> Option<&'static str> {
    (bytes == 0).then_some("`max_response_bytes` is zero: every response would be too large")
}
