//! What is set for one call.

use std::time::Duration;

use crate::retry::Retries;

/// What is set for one call, over what is set on the client.
#[derive(Clone, Debug, Default)]
pub(crate) struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) retries: Option<Retries>,
    pub(crate) max_response_bytes: Option<usize>,
}
