//! The bounds of one call: the client's own, or those set for it.

use std::time::Duration;

use super::options::CallOptions;
use super::shared::Shared;
use crate::retry::Retries;

/// What one call may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds<'a> {
    pub(super) retries: &'a Retries,
    /// Of one attempt.
    pub(super) timeout: Duration,
    pub(super) max_response_bytes: usize,
}

impl<'a> Bounds<'a> {
    pub(super) fn of(shared: &'a Shared, options: &'a CallOptions, ends: bool) -> Self {
        let own = if ends { &shared.end_retries } else { &shared.retries };
        Self {
            retries: options.retries.as_ref().unwrap_or(own),
            timeout: options.timeout.unwrap_or(shared.timeout),
            max_response_bytes: options.max_response_bytes.unwrap_or(shared.max_response_bytes),
        }
    }
}
