//! The process of a command, with all that it has started: a group of its own, so
//! that Ctrl-C at the terminal reaches it by way of this program alone.

use std::io;
use std::path::Path;
use std::process::{ExitStatus, Stdio};

use flatfile_jobs::api::types::Job;
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command};

pub struct Process {
    child: Child,
    #[cfg(unix)]
    group: Option<rustix::process::Pid>,
}

/// Its three streams.
pub type Streams = (ChildStdin, ChildStdout, ChildStderr);

impl Process {
    pub fn start(program: &Path, arguments: &[String], job: &Job) -> io::Result<(Self, Streams)> {
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
        command.process_group(0);
        let mut child = command.spawn()?;
        let streams = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(stdin), Some(stdout), Some(stderr)) = streams else {
            return Err(io::Error::other("it has no streams"));
        };
        #[cfg(unix)]
        let group = child.id().and_then(|id| i32::try_from(id).ok());
        let process = Self {
            child,
            #[cfg(unix)]
            group: group.and_then(rustix::process::Pid::from_raw),
        };
        Ok((process, (stdin, stdout, stderr)))
    }

    pub async fn wait(&mut self) -> io::Result<ExitStatus> {
        self.child.wait().await
    }

    /// Asks it to end; where there are no signals it ends at once.
    pub fn terminate(&mut self) {
        #[cfg(unix)]
        self.signal(rustix::process::Signal::TERM);
        #[cfg(not(unix))]
        self.kill();
    }

    /// Ends it, and all that it has started.
    pub fn kill(&mut self) {
        #[cfg(unix)]
        self.signal(rustix::process::Signal::KILL);
        // It may be gone already.
        drop(self.child.start_kill());
    }

    #[cfg(unix)]
    fn signal(&self, signal: rustix::process::Signal) {
        // Once it was waited for, its number may be another's.
        if let (Some(group), Some(_)) = (self.group, self.child.id()) {
            let _ = rustix::process::kill_process_group(group, signal);
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}
