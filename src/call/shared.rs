//! What all clones of a client share.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::HeaderMap;

use super::base_url::BaseUrl;
use super::in_flight::InFlight;
use crate::auth::Credentials;
use crate::retry::Retries;
use crate::retry::budget::Budget;
use crate::timer::Timer;
use crate::transport::Wire;

pub(crate) struct Shared {
    pub(crate) base_url: BaseUrl,
    pub(crate) credentials: Credentials,
    pub(crate) wire: Wire,
    pub(crate) timer: Arc<dyn Timer>,
    /// The headers of every request.
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: Duration,
    pub(crate) max_response_bytes: usize,
    pub(crate) retries: Retries,
    pub(crate) end_retries: Retries,
    pub(crate) budget: Budget,
    pub(crate) in_flight: InFlight,
    pub(crate) random: Mutex<fastrand::Rng>,
    pub(crate) environment_id: Option<String>,
}

impl Shared {
    /// A random number from 0 to 1, for the jitter of a delay.
    pub(crate) fn random(&self) -> f64 {
        self.random.lock().unwrap_or_else(PoisonError::into_inner).f64()
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base_url.as_str())
            .field("credentials", &self.credentials)
            .field("environment_id", &self.environment_id)
            .field("timeout", &self.timeout)
            .field("max_response_bytes", &self.max_response_bytes)
            .field("retries", &self.retries)
            .field("end_retries", &self.end_retries)
            .finish_non_exhaustive()
    }
}
