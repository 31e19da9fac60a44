//! The thin shell around the core: HTTP/1.1 on 127.0.0.1, in the tasks of the
//! caller's runtime or on a thread of its own.

mod accept;
mod body;
mod connection;
mod door;
mod phase;
mod socket;

use std::io;
use std::net::SocketAddr;
use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use tokio::runtime::{Builder, Handle};
use tokio::sync::watch;

use crate::sandbox::shared::Shared;

use self::door::Door;
use self::phase::Phase;

/// A listening shell. When it is dropped, it closes its port and its
/// connections at once.
pub(super) struct Server {
    address: SocketAddr,
    door: Door,
    phases: watch::Sender<Phase>,
    /// Its own thread, where it has one.
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts it in the runtime that this is called in.
    pub(super) async fn start(core: Shared, port: u16) -> io::Result<Self> {
        let runtime = Handle::try_current().map_err(|_| io::Error::other(NO_RUNTIME))?;
        let (server, run) = Self::listen(core, port).await?;
        runtime.spawn(run);
        Ok(server)
    }

    /// Starts it on a thread of its own, which ends with it.
    pub(super) fn start_blocking(core: Shared, port: u16) -> io::Result<Self> {
        let (started, outcome) = mpsc::sync_channel(1);
        let thread =
            thread::Builder::new().name("flatfile-sandbox".to_owned()).spawn(move || {
                let runtime = match Builder::new_current_thread().enable_all().build() {
                    Ok(runtime) => runtime,
                    Err(error) => return drop(started.send(Err(error))),
                };
                runtime.block_on(async {
                    let (server, run) = match Self::listen(core, port).await {
                        Ok((server, run)) => (Ok(server), Some(run)),
                        Err(error) => (Err(error), None),
                    };
                    // Nobody waits for it any more only if the caller is gone.
                    if let (Ok(()), Some(run)) = (started.send(server), run) {
                        run.await;
                    }
                });
            })?;
        let ended = |_| io::Error::other("the sandbox's thread ended before it listened");
        let mut server = outcome.recv().map_err(ended)??;
        server.thread = Some(thread);
        Ok(server)
    }

    /// A server, and the future that serves.
    async fn listen(core: Shared, port: u16) -> io::Result<(Self, impl Future<Output = ()>)> {
        let (door, address) = Door::open(port).await?;
        let (phases, phase) = watch::channel(Phase::Open);
        let run = accept::run(door.clone(), core, phase);
        Ok((Self { address, door, phases, thread: None }, run))
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Closes the port at once, and waits until the requests that were begun
    /// are done.
    pub(super) async fn shutdown(self) {
        self.door.close();
        self.phases.send_replace(Phase::Closing);
        // Every task holds a receiver. It needs no runtime to wait for them.
        self.phases.closed().await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.door.close_all();
        self.phases.send_replace(Phase::Over);
        // A clock or a timer that drops its own sandbox is on that thread.
        let own = |thread: &JoinHandle<()>| thread.thread().id() == thread::current().id();
        if let Some(thread) = self.thread.take().filter(|thread| !own(thread)) {
            // It serves nobody any more; that it panicked is seen elsewhere.
            let _ = thread.join();
        }
    }
}

const NO_RUNTIME: &str =
    "there is no tokio runtime here: start the sandbox in one, or with `start_blocking`";
