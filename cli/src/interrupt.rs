//! Ctrl-C: the first one stops cleanly, a second one at once.

use std::io;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tokio::sync::watch;

use crate::failure::Kind;

/// How long a command may take to say what it leaves after a second Ctrl-C. It
/// waits for no server then, but its output may be a pipe that nobody reads.
const AT_ONCE: Duration = Duration::from_secs(1);

/// How often the person, or the system, asked to stop.
#[derive(Clone, Debug)]
pub struct Interrupts(watch::Receiver<u32>);

impl Interrupts {
    /// Listens from now on: what comes after this is counted. It has a thread of
    /// its own, since the command's may be stuck in writing.
    pub fn listen() -> Self {
        let (sender, receiver) = watch::channel(0);
        let (listens, listening) = mpsc::sync_channel::<()>(1);
        // Without a thread the signals end the program, as they do by themselves.
        drop(thread::Builder::new().name("signals".to_owned()).spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            if let Ok(runtime) = runtime {
                runtime.block_on(count(sender, listens));
            }
        }));
        // It is dropped once it listens, and where it never will.
        let _ = listening.recv();
        Self(receiver)
    }

    /// Waits until it was asked so often.
    pub async fn reached(&mut self, times: u32) {
        if self.0.wait_for(|count| *count >= times).await.is_err() {
            // Nobody listens, so nobody asks.
            std::future::pending().await
        }
    }

    pub fn count(&self) -> u32 {
        *self.0.borrow()
    }
}

async fn count(sender: watch::Sender<u32>, listens: mpsc::SyncSender<()>) {
    let Ok(mut signals) = Signals::new() else { return };
    drop(listens);
    loop {
        signals.next().await;
        sender.send_modify(|count| *count += 1);
        if *sender.borrow() >= 2 {
            tokio::time::sleep(AT_ONCE).await;
            #[allow(clippy::exit, reason = "the command's own thread is stuck in writing")]
            std::process::exit(Kind::Interrupted.code().into());
        }
    }
}

/// What asks to stop. It is made once: between two of them a signal would be
/// lost.
#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};

        let interrupt = signal(SignalKind::interrupt())?;
        Ok(Self { interrupt, terminate: signal(SignalKind::terminate())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
