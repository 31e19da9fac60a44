//! Ctrl-C: the first one stops cleanly, a second one at once. SIGTERM and SIGQUIT
//! count as one, and so does a terminal that is closed.

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
        Self::listen_and(|| {})
    }

    /// The same, and does this before it ends the program where the command's
    /// thread is stuck: what is dropped otherwise.
    pub fn listen_and(before_the_end: impl FnOnce() + Send + 'static) -> Self {
        let (sender, receiver) = watch::channel(0);
        let (listens, listening) = mpsc::sync_channel::<()>(1);
        // Without a thread the signals end the program, as they do by themselves.
        drop(thread::Builder::new().name("signals".to_owned()).spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            if let Ok(runtime) = runtime {
                runtime.block_on(count(sender, listens, before_the_end));
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

async fn count(
    sender: watch::Sender<u32>,
    listens: mpsc::SyncSender<()>,
    before_the_end: impl FnOnce(),
) {
    let Ok(mut signals) = Signals::new() else { return };
    drop(listens);
    while *sender.borrow() < 2 {
        let asked = signals.next().await;
        sender.send_modify(|count| match asked {
            Asked::Stop => *count += 1,
            #[cfg(unix)]
            Asked::Closed => *count = (*count).max(1),
        });
    }
    tokio::time::sleep(AT_ONCE).await;
    before_the_end();
    #[allow(clippy::exit, reason = "the command's own thread is stuck in writing")]
    std::process::exit(Kind::Interrupted.code().into());
}

/// What came.
enum Asked {
    Stop,
    /// The terminal is closed. Both the shell and the system say so: it is no
    /// second word.
    #[cfg(unix)]
    Closed,
}

/// What asks to stop. It is made once: between two of them a signal would be
/// lost.
#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
    quit: tokio::signal::unix::Signal,
    hangup: Option<tokio::signal::unix::Signal>,
}

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};

        let hangup = (!outlives_terminal()).then(|| signal(SignalKind::hangup())).transpose()?;
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            quit: signal(SignalKind::quit())?,
            hangup,
        })
    }

    async fn next(&mut self) -> Asked {
        let Self { interrupt, terminate, quit, hangup } = self;
        let closed = async {
            match hangup {
                Some(hangup) => hangup.recv().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = interrupt.recv() => Asked::Stop,
            _ = terminate.recv() => Asked::Stop,
            _ = quit.recv() => Asked::Stop,
            _ = closed => Asked::Closed,
        }
    }
}

/// Whether somebody saw to it that the program goes on without its terminal, as
/// `nohup` does: whoever listens would undo that.
#[cfg(unix)]
fn outlives_terminal() -> bool {
    use std::io::IsTerminal;

    match std::fs::read_to_string("/proc/self/status") {
        Ok(status) => ignores_hangup(&status),
        // What is ignored is not said here; and without a terminal none is closed.
        Err(_) => {
            !(io::stdin().is_terminal() || io::stdout().is_terminal() || io::stderr().is_terminal())
        }
    }
}

/// Whether the mask of ignored signals, as Linux tells it, has SIGHUP, the first.
#[cfg(unix)]
fn ignores_hangup(status: &str) -> bool {
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask & 1 == 1)
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) -> Asked {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        Asked::Stop
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::ignores_hangup;

    #[test]
    fn what_outlives_its_terminal_is_told_by_the_mask() {
        for (mask, ignores) in [
            ("0000000000000001", true),
            ("0000000000001003", true),
            ("0000000000001000", false),
            ("0000000000000000", false),
            ("x", false),
        ] {
            let status = format!("Name:\tff\nSigBlk:\tffffffffffffffff\nSigIgn:\t{mask}\n");
            assert_eq!(ignores_hangup(&status), ignores, "{mask}");
        }
        assert!(!ignores_hangup(""));
    }
}
