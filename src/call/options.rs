//! What is set for one call, over what is set on the client.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, HeaderValue};

use super::request::is_own_header;
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

/// Headers and query parameters that the contract does not name.
#[derive(Clone, Default)]
pub(crate) struct Extra {
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) query: Vec<(String, String)>,
    /// Why the first one that cannot be sent cannot.
    refused: Option<String>,
}

impl CallOptions {
    pub(crate) fn add_header(&mut self, name: &str, value: &str) {
        let extra = self.extra_mut();
        match header(name, value) {
            Ok(header) => extra.headers.push(header),
            Err(reason) => {
                extra.refused.get_or_insert(reason);
            }
        }
    }

    pub(crate) fn add_query(&mut self, name: String, value: String) {
        self.extra_mut().query.push((name, value));
    }

    /// Why a call with these options cannot be made.
    pub(super) fn refused(&self) -> Option<&str> {
        self.extra.as_ref()?.refused.as_deref()
    }

    fn extra_mut(&mut self) -> &mut Extra {
        Arc::make_mut(self.extra.get_or_insert_default())
    }
}

fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let name: HeaderName =
        name.parse().map_err(|_| format!("{name:?} cannot be the name of a header"))?;
    if is_own_header(&name) {
        return Err(format!("the client sets the header `{name}` itself"));
    }
    // The value may be a secret: it is not repeated, and not shown.
    let mut value = HeaderValue::from_str(value)
        .map_err(|_| format!("the value of the header `{name}` cannot be sent"))?;
    value.set_sensitive(true);
    Ok((name, value))
}

impl std::fmt::Debug for Extra {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let headers: Vec<_> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        let query: Vec<_> = self.query.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Extra").field("headers", &headers).field("query", &query).finish()
    }
}
