//! A sandbox in the hands of its user.

use std::fmt;

use serde_json::Value;

use super::core::{Call, Change, Kept};
use super::event_faults::EventFaults;
use super::fault::Faults;
use super::shared::Shared;
use super::shell::Server;
use super::transport::InProcess;
use crate::api::VERSION;
use crate::api::types::{GenericEvent, Job, JobConfig};
use crate::client::{Client, ClientBuilder};
use crate::error::Error;
use crate::transport::Transport;

/// A running sandbox.
///
/// When it is dropped it stops at once: its port is free, its connections are
/// closed, and so are requests that wait for a response.
/// [`shutdown`](Self::shutdown) lets them finish.
pub struct Sandbox {
    pub(super) core: Shared,
    pub(super) server: Option<Server>,
}

impl Sandbox {
    /// Starts one on 127.0.0.1 and a free port, in the tokio runtime that this is
    /// called in; see [`SandboxBuilder::start`](super::SandboxBuilder::start).
    ///
    /// # Errors
    ///
    /// When no port is available, and outside of a runtime.
    pub async fn start() -> std::io::Result<Self> {
        Self::builder().start().await
    }

    /// Starts one on 127.0.0.1 and a free port, on a thread of its own.
    ///
    /// A test needs no runtime then, and any client may block its thread. To
    /// drop the sandbox ends the thread, and waits for it.
    ///
    /// ```
    /// use std::io::{Read, Write};
    /// use std::net::TcpStream;
    ///
    /// use flatfile_jobs::sandbox::Sandbox;
    ///
    /// let sandbox = Sandbox::start_blocking()?;
    /// let address = sandbox.url().replace("http://", "").replace("/v1", "");
    ///
    /// // Any client, in any language.
    /// let mut client = TcpStream::connect(address)?;
    /// client.write_all(b"GET /v1/jobs HTTP/1.0\r\n\r\n")?;
    /// let mut response = String::new();
    /// client.read_to_string(&mut response)?;
    /// assert!(response.starts_with("HTTP/1.0 401"));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When no port is available, or no thread can be started.
    pub fn start_blocking() -> std::io::Result<Self> {
        Self::builder().start_blocking()
    }

    /// Stops it, and waits until the requests that it has begun to read are
    /// done.
    ///
    /// Its port is free at once, and whoever connects is refused. A request that
    /// a [fault](super::Fault::lose_response) never responds to is done when its client
    /// gives up. To drop the future stops the sandbox at once. It needs no
    /// runtime.
    pub async fn shutdown(mut self) {
        if let Some(server) = self.server.take() {
            server.shutdown().await;
        }
    }

    /// One without a socket, reached by its own clients only.
    #[must_use]
    pub fn in_process() -> Self {
        Self::builder().in_process()
    }

    /// The base URL, with its `/v1`. Without a socket nobody listens there.
    #[must_use]
    pub fn url(&self) -> String {
        match &self.server {
            Some(server) => format!("http://{}/{VERSION}", server.address()),
            None => format!("http://127.0.0.1/{VERSION}"),
        }
    }

    /// The token that it accepts. It opens nothing but this sandbox.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.core.setting.token
    }

    /// A client of it.
    ///
    /// # Errors
    ///
    /// When the HTTP client cannot be made.
    pub fn client(&self) -> Result<Client, Error> {
        self.client_builder().build()
    }

    /// A client of it, with more to set.
    pub fn client_builder(&self) -> ClientBuilder {
        let builder = Client::builder().token(self.token()).base_url(self.url());
        match self.server {
            Some(_) => builder,
            None => builder.transport(InProcess::new(self.core.clone())),
        }
    }

    /// What carries requests to it without a socket, for a client of one's own
    /// or to stand behind another transport.
    #[must_use]
    pub fn transport(&self) -> impl Transport {
        InProcess::new(self.core.clone())
    }

    /// Adds a job that is being executed and was acknowledged, and says its id.
    pub fn add_executing_job(&self, operation: &str) -> String {
        let now = self.core.now();
        self.core.lock().add_executing_job(operation, now)
    }

    /// Adds a job as the create operation does, and says its id. Parents and
    /// predecessors need not be there.
    pub fn add(&self, job: JobConfig) -> String {
        let now = self.core.now();
        self.core.lock().add(job, now)
    }

    /// Puts a job as it is, in place of one with the same id. It counts as
    /// acknowledged, and nothing follows from it for other jobs. Of its dates,
    /// one that RFC 3339 cannot write is moved to the nearest that it can.
    pub fn put_job(&self, job: Job) {
        self.core.lock().put_job(job);
    }

    /// A job, as it is now.
    #[must_use]
    pub fn job(&self, id: &str) -> Option<Job> {
        let now = self.core.now();
        self.core.lock().job(id, now).cloned()
    }

    /// What became of a job so far, also of one that was deleted.
    #[must_use]
    pub fn history(&self, id: &str) -> Vec<Change> {
        let now = self.core.now();
        self.core.lock().history(id, now).to_vec()
    }

    /// Forgets the jobs that were deleted, and hands over their histories, by
    /// id. With the calls they are what grows in a sandbox that runs for long.
    pub fn forget_deleted(&self) -> Vec<(String, Vec<Change>)> {
        self.core.lock().forget_deleted()
    }

    /// The events that are kept, in the order in which they were made, whatever
    /// the [faults](super::EventFaults) make of their lists; a missing one is
    /// not among them.
    #[must_use]
    pub fn events(&self) -> Vec<GenericEvent> {
        let now = self.core.now();
        self.core.lock().events(now)
    }

    /// Marks an event as acknowledged, as a hosted agent may; says whether it is
    /// there. Lists leave it out then, unless they ask for it.
    pub fn acknowledge_event(&self, id: &str) -> bool {
        let now = self.core.now();
        self.core.lock().acknowledge_event(id, now)
    }

    /// The calls so far, in their order; the last ones, as far as
    /// [`most_calls`](super::SandboxBuilder::most_calls) and
    /// [`most_call_bytes`](super::SandboxBuilder::most_call_bytes) go.
    #[must_use]
    pub fn calls(&self) -> Vec<Call> {
        let kept = self.core.lock().calls();
        kept.into_iter().map(Kept::show).collect()
    }

    /// Begins the record of calls anew.
    pub fn forget_calls(&self) {
        self.core.lock().forget_calls();
    }

    /// Puts another plan of faults in the place of the one it has.
    pub fn set_faults(&self, faults: Faults) {
        self.core.lock().set_faults(faults);
    }

    /// Puts other faults of events in the place of those it has: for events that
    /// are made from now on, and for the order of lists.
    pub fn set_event_faults(&self, faults: EventFaults) {
        self.core.lock().set_event_faults(faults);
    }

    /// All jobs with their plans and histories as JSON, for
    /// [`SandboxBuilder::import`](super::SandboxBuilder::import). Rules, faults and calls are not in it.
    #[must_use]
    pub fn export(&self) -> Value {
        let now = self.core.now();
        self.core.lock().export(now)
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("url", &self.url()).finish_non_exhaustive()
    }
}
