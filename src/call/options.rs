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
        self.extra.as_ref()?.refused()
    }

    fn extra_mut(&mut self) -> &mut Extra {
        Arc::make_mut(self.extra.get_or_insert_default())
    }
}
