//! What can be set on a sandbox.

use std::fmt;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};

use super::core::Core;
use super::shell::Server;
use super::{Clock, Sandbox, Shared};

/// The token of every sandbox that is given no other.
const TOKEN: &str = "sk_sandbox";

/// Makes a [`Sandbox`].
#[must_use]
pub struct SandboxBuilder {
    token: String,
    clock: Clock,
    port: u16,
}

impl SandboxBuilder {
    pub(super) fn new() -> Self {
        Self { token: TOKEN.to_owned(), clock: Arc::new(Utc::now), port: 0 }
    }

    /// The token that it accepts, instead of `sk_sandbox`.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = token.into();
        self
    }

    /// What says the time, instead of the system.
    pub fn clock(mut self, clock: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// The port to listen on, instead of any free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Starts it on 127.0.0.1. It needs a tokio runtime with I/O.
    ///
    /// # Errors
    ///
    /// When the port cannot be had.
    pub async fn start(self) -> std::io::Result<Sandbox> {
        let port = self.port;
        let mut sandbox = self.in_process();
        sandbox.server = Some(Server::start(sandbox.core.clone(), port).await?);
        Ok(sandbox)
    }

    /// Makes it without a socket.
    #[must_use]
    pub fn in_process(self) -> Sandbox {
        let core = Arc::new(Mutex::new(Core::new(self.token.clone())));
        let core = Shared { core, clock: self.clock };
        Sandbox { core, server: None, token: self.token }
    }
}

impl fmt::Debug for SandboxBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxBuilder").field("port", &self.port).finish_non_exhaustive()
    }
}
