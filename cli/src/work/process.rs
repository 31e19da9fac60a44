//! The process of a command, with all that it has started: a group of its own, so
//! that Ctrl-C at the terminal reaches it by way of this program alone.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use flatfile_jobs::api::types::Job;
#[cfg(unix)]
use rustix::process::Signal;
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command};
#[cfg(unix)]
use tokio::time::sleep;
use tokio::time::{Instant, timeout};

#[cfg(unix)]
use super::groups::Group;

/// How often to see whether all that a command has started is gone. Nothing
/// tells of those that are no children of this program.
#[cfg(unix)]
const LOOK: Duration = Duration::from_millis(20);

pub struct Process {
    child: Child,
    /// Until the command has ended by itself: what it leaves behind then goes on.
    #[cfg(unix)]
    group: Option<Group>,
}

/// Its three streams.
pub type Streams = (ChildStdin, ChildStdout, ChildStderr);

impl Process {
    pub fn start(program: &Path, arguments: &[OsString], job: &Job) -> io::Result<(Self, Streams)> {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .env("FLATFILE_JOB_ID", job.id.as_str())
            .env("FLATFILE_JOB_OPERATION", &job.operation)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        #[cfg(unix)]
        let (child, group) = Group::start(|| command.process_group(0).spawn(), Child::id)?;
        #[cfg(not(unix))]
        let child = command.spawn()?;
        let mut process = Self {
            child,
            #[cfg(unix)]
            group,
        };
        let child = &mut process.child;
        match (child.stdin.take(), child.stdout.take(), child.stderr.take()) {
            (Some(stdin), Some(stdout), Some(stderr)) => Ok((process, (stdin, stdout, stderr))),
            _ => Err(io::Error::other("it has no streams")),
        }
    }

    /// Waits until it ends by itself.
    pub async fn wait(&mut self) -> io::Result<ExitStatus> {
        let status = self.child.wait().await?;
        #[cfg(unix)]
        {
            self.group = None;
        }
        Ok(status)
    }

    /// Asks it to end, and all that it has started; what is left of them after
    /// this time is ended. Where there are no signals that is at once.
    pub async fn end(&mut self, patience: Duration) -> io::Result<ExitStatus> {
        let asked = Instant::now();
        self.terminate();
        let status = match timeout(patience, self.child.wait()).await {
            Ok(status) => status?,
            Err(_) => {
                self.kill();
                self.child.wait().await?
            }
        };
        // What the command itself has made of its job has to be told in time.
        let rest = (patience - patience / 10).saturating_sub(asked.elapsed());
        drop(timeout(rest, self.all_gone()).await);
        self.kill();
        Ok(status)
    }

    #[cfg(unix)]
    async fn all_gone(&mut self) {
        while let Some(group) = &self.group {
            if group.is_empty() {
                self.group = None;
                return;
            }
            sleep(LOOK).await;
        }
    }

    #[cfg(not(unix))]
    async fn all_gone(&mut self) {}

    fn terminate(&mut self) {
        #[cfg(unix)]
        self.signal(Signal::TERM);
        #[cfg(not(unix))]
        self.kill();
    }

    /// Ends it, and all that it has started.
    fn kill(&mut self) {
        #[cfg(unix)]
        {
            self.signal(Signal::KILL);
            // The leader's number may be another's once all of them are gone.
            if self.child.id().is_none() {
                self.group = None;
            }
        }
        // It may be gone already.
        drop(self.child.start_kill());
    }

    #[cfg(unix)]
    fn signal(&self, signal: Signal) {
        if let Some(group) = &self.group {
            group.signal(signal);
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}
