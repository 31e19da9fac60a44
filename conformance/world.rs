//! What every part runs against: a sandbox on a socket, served by a thread of
//! its own, so that the part may wait for a child in plain blocking calls.

use std::error::Error;
use std::future::Future;
use std::io;
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use flatfile_jobs::Client;
use flatfile_jobs::sandbox::{Faults, Rules, Sandbox, SandboxBuilder};
use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

/// Whatever goes wrong in the harness itself.
pub type Failure = Box<dyn Error + Send + Sync>;

/// A sandbox that answers.
pub struct World {
    pub sandbox: Sandbox,
    handle: Handle,
    /// Ends the thread when it is dropped.
    _end: oneshot::Sender<()>,
}

impl World {
    pub fn new() -> Result<Self, Failure> {
        Self::with_faults(Faults::default())
    }

    pub fn with_faults(faults: Faults) -> Result<Self, Failure> {
        Self::with(faults, Rules::default())
    }

    pub fn with(faults: Faults, rules: Rules) -> Result<Self, Failure> {
        Self::of(Sandbox::builder().faults(faults).rules(rules))
    }

    /// Of a sandbox that is set otherwise.
    pub fn of(builder: SandboxBuilder) -> Result<Self, Failure> {
        let (handle, end) = served()?;
        let sandbox = handle.block_on(builder.token(token()).start())?;
        Ok(Self { sandbox, handle, _end: end })
    }

    /// Waits for something that the thread drives.
    pub fn wait<F: Future>(&self, future: F) -> F::Output {
        self.handle.block_on(future)
    }

    pub fn handle(&self) -> &Handle {
        &self.handle
    }

    /// This crate's own client of the sandbox.
    pub fn client(&self) -> Result<Client, Failure> {
        Ok(self.sandbox.client()?)
    }

    /// The address without its `/v1`, as the TypeScript SDK wants it.
    pub fn origin(&self) -> String {
        self.sandbox.url().trim_end_matches("/v1").to_owned()
    }
}

/// A runtime that a thread of its own drives.
fn served() -> io::Result<(Handle, oneshot::Sender<()>)> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    let (end, ended) = oneshot::channel::<()>();
    thread::Builder::new().name("sandbox".into()).spawn(move || {
        // An error is the wanted end: the sender was dropped.
        let _ = runtime.block_on(ended);
    })?;
    Ok((handle, end))
}

/// Another one for each run: it must never be seen in what a program prints.
fn token() -> String {
    let nanos = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_nanos());
    format!("sk_conformance_{nanos:x}")
}
