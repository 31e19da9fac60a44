//! What can be set on a sandbox.

use std::fmt;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::core::{Core, Setting, State};
use super::event_faults::EventFaults;
use super::fault::Faults;
use super::handle::Sandbox;
use super::rules::Rules;
use super::shared::{Beside, Clock, Shared};
use super::shell::Server;
use crate::timer::{Timer, TokioTimer};

/// The token of every sandbox that is given no other.
const TOKEN: &str = "sk_sandbox";

/// How many events it keeps by default: a small one takes 600 bytes, so that these
/// are 6 MB, and at a thousand jobs a minute they last for minutes.
const MOST_EVENTS: usize = 10_000;

/// How many bytes of calls it keeps by default: half a million small ones, or as
/// many as a test of large bodies looks back at.
const MOST_CALL_BYTES: usize = 256 * 1024 * 1024;

/// Makes a [`Sandbox`]: what can be set on it, and where it runs.
///
/// ```
/// use flatfile_jobs::api::OperationId;
/// use flatfile_jobs::sandbox::{Fault, Faults, Sandbox};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let busy = Fault::status(429).retry_after_seconds(0);
/// let sandbox = Sandbox::builder()
///     .token("sk_of_this_test")
///     .faults(Faults::seeded(1).on(OperationId::GetJob, busy).nth(1))
///     .start() // or `start_blocking`, or `in_process`
///     .await?;
/// let id = sandbox.add_executing_job("exportOrders");
///
/// sandbox.client()?.job(&id).get().await?; // the second attempt
/// assert_eq!(sandbox.calls().len(), 2);
/// # Ok(())
/// # }
/// ```
///
/// | What | by default |
/// |---|---|
/// | [`token`](Self::token) | `sk_sandbox` |
/// | [`port`](Self::port) | any free one, on 127.0.0.1 |
/// | [`clock`](Self::clock), [`timer`](Self::timer) | the system's, and tokio's |
/// | [`rules`](Self::rules) | [`Rules::default`] |
/// | [`faults`](Self::faults), [`event_faults`](Self::event_faults) | none |
/// | [`cors`](Self::cors) | off |
/// | [`most_calls`](Self::most_calls), [`most_call_bytes`](Self::most_call_bytes) | any number, 256 MiB |
/// | [`most_events`](Self::most_events) | 10,000 |
/// | [`import`](Self::import) | no jobs |
/// | [`beside`](Self::beside) | nothing but the API is served |
#[must_use]
pub struct SandboxBuilder {
    setting: Setting,
    clock: Clock,
    timer: Arc<dyn Timer>,
    port: u16,
    faults: Faults,
    state: Option<State>,
    pub(super) beside: Option<Beside>,
}

impl Sandbox {
    /// What can be set on a sandbox.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::new()
    }
}

impl SandboxBuilder {
    pub(super) fn new() -> Self {
        Self {
            setting: Setting {
                token: TOKEN.to_owned(),
                rules: Rules::default(),
                cors: false,
                most_calls: usize::MAX,
                most_call_bytes: MOST_CALL_BYTES,
                most_events: MOST_EVENTS,
                event_faults: EventFaults::default(),
            },
            clock: Arc::new(Utc::now),
            timer: Arc::new(TokioTimer),
            port: 0,
            faults: Faults::default(),
            state: None,
            beside: None,
        }
    }

    /// The token that it accepts, instead of `sk_sandbox`.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.setting.token = token.into();
        self
    }

    /// What says the time, instead of the system. All dates of jobs are of it,
    /// and the rule of five minutes goes by it. A date that RFC 3339 cannot write
    /// counts as the nearest that it can: the years are 0 to 9999.
    pub fn clock(mut self, clock: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// What waits where a fault makes a response late, and where no connection
    /// can be accepted, instead of tokio.
    pub fn timer(mut self, timer: impl Timer) -> Self {
        self.timer = Arc::new(timer);
        self
    }

    /// The port to listen on, instead of any free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// What it does where Flatfile's behaviour is not documented.
    pub fn rules(mut self, rules: Rules) -> Self {
        self.setting.rules = rules;
        self
    }

    /// What goes wrong, and when.
    pub fn faults(mut self, faults: Faults) -> Self {
        self.faults = faults;
        self
    }

    /// Whether pages of any origin may call it from a browser (CORS); off by
    /// default.
    ///
    /// Then a preflight is allowed where its path exists, and each response
    /// carries `Access-Control-Allow-Origin: *`. A preflight is the browser's
    /// own request: it meets no fault, and is not among the calls.
    pub fn cors(mut self, allow: bool) -> Self {
        self.setting.cors = allow;
        self
    }

    /// How many calls it keeps on record, the last ones; as many by default as
    /// [`most_call_bytes`](Self::most_call_bytes) allow. A sandbox that is measured
    /// wants 0.
    pub fn most_calls(mut self, calls: usize) -> Self {
        self.setting.most_calls = calls;
        self
    }

    /// How many bytes of calls it keeps on record, the last ones: 256 MiB by default.
    ///
    /// A call takes some 200 bytes and the lengths of its path and its body. One
    /// that is longer than all may be is not kept, and neither are those before it.
    pub fn most_call_bytes(mut self, bytes: usize) -> Self {
        self.setting.most_call_bytes = bytes;
        self
    }

    /// How many events it keeps, the last ones; 10,000 by default, and never more
    /// than 64 MiB of them.
    ///
    /// One takes some 600 bytes and the length of its job's input. Who reads
    /// events too seldom misses those that are no longer kept, as with Flatfile,
    /// which does not say how long that is.
    pub fn most_events(mut self, events: usize) -> Self {
        self.setting.most_events = events;
        self
    }

    /// What goes wrong with its events; nothing by default.
    pub fn event_faults(mut self, faults: EventFaults) -> Self {
        self.setting.event_faults = faults;
        self
    }

    /// The state to begin with, as [`Sandbox::export`] made it.
    ///
    /// # Errors
    ///
    /// When the value is no such state, or has a date that RFC 3339 cannot write.
    pub fn import(mut self, state: Value) -> serde_json::Result<Self> {
        self.state = Some(State::read(state)?);
        Ok(self)
    }

    /// Starts it on 127.0.0.1, as tasks of the tokio runtime that this is called
    /// in; the runtime needs I/O and time enabled. It serves while that runtime
    /// runs: a blocking client on its only thread waits for itself, and wants
    /// [`start_blocking`](Self::start_blocking).
    ///
    /// # Errors
    ///
    /// When the port is not available, and outside of a runtime.
    pub async fn start(self) -> std::io::Result<Sandbox> {
        let port = self.port;
        let mut sandbox = self.in_process();
        sandbox.server = Some(Server::start(sandbox.core.clone(), port).await?);
        Ok(sandbox)
    }

    /// Starts it on 127.0.0.1 and a thread of its own, for tests without a
    /// runtime, with a blocking client, or with another executor.
    ///
    /// # Errors
    ///
    /// When the port is not available, or no thread can be started.
    pub fn start_blocking(self) -> std::io::Result<Sandbox> {
        let port = self.port;
        let mut sandbox = self.in_process();
        sandbox.server = Some(Server::start_blocking(sandbox.core.clone(), port)?);
        Ok(sandbox)
    }

    /// Makes it without a socket.
    #[must_use]
    pub fn in_process(self) -> Sandbox {
        let mut core = Core::new(&self.setting, self.faults);
        if let Some(state) = self.state {
            core.import(state);
        }
        let core = Arc::new(Mutex::new(core));
        let setting = Arc::new(self.setting);
        let (clock, timer, beside) = (self.clock, self.timer, self.beside);
        let core = Shared { core, setting, clock, timer, beside };
        Sandbox { core, server: None }
    }
}

impl fmt::Debug for SandboxBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxBuilder")
            .field("port", &self.port)
            .field("rules", &self.setting.rules)
            .field("faults", &self.faults)
            .field("cors", &self.setting.cors)
            .finish_non_exhaustive()
    }
}
