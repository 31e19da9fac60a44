//! What all clones of a client share.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use super::base_url::BaseUrl;
use super::timer::Timer;
use super::token::Token;
use super::transport::Wire;

pub(crate) struct Shared {
    pub(crate) base_url: BaseUrl,
    pub(crate) token: Token,
    pub(crate) wire: Wire,
    /// Builds the requests of the generated client; it sends them only when
    /// the wire is the same one.
    pub(crate) requests: reqwest::Client,
    pub(crate) timer: Arc<dyn Timer>,
    pub(crate) user_agent: HeaderValue,
    pub(crate) timeout: Duration,
    pub(crate) max_answer_bytes: usize,
    pub(crate) environment_id: Option<String>,
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base_url.as_str())
            .field("token", &self.token)
            .field("environment_id", &self.environment_id)
            .field("timeout", &self.timeout)
            .field("max_answer_bytes", &self.max_answer_bytes)
            .finish_non_exhaustive()
    }
}
