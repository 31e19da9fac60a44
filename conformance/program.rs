//! A program of another language: started with nothing of this environment but
//! its `PATH`, talked to line by line, and killed when it takes too long.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::world::Failure;

/// How much of a program's complaints is kept.
const MOST_COMPLAINTS: u64 = 64 * 1024;

/// A program to start.
pub struct Program {
    command: Command,
    secret: String,
    limit: Duration,
}

/// A program that runs. It is killed when it is dropped.
pub struct Running {
    child: Child,
    /// None once it was told that nothing more comes.
    input: Option<ChildStdin>,
    lines: Receiver<String>,
    complaints: Option<JoinHandle<String>>,
    secret: String,
    end: Instant,
}

impl Program {
    /// `secret` is what it must not print.
    pub fn new(program: impl AsRef<OsStr>, secret: &str, limit: Duration) -> Self {
        let mut command = Command::new(program);
        // No key of somebody's account, no proxy, no options of an interpreter.
        command.env_clear();
        command.envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self { command, secret: secret.to_owned(), limit }
    }

    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn start(mut self) -> Result<Running, Failure> {
        let name = self.command.get_program().to_string_lossy().into_owned();
        let mut child = self.command.spawn().map_err(|error| format!("{name}: {error}"))?;
        let (Some(output), Some(errors)) = (child.stdout.take(), child.stderr.take()) else {
            return Err("the program has no output".into());
        };
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let complaints = thread::spawn(move || {
            let mut kept = Vec::new();
            let mut errors = errors;
            let _ = errors.by_ref().take(MOST_COMPLAINTS).read_to_end(&mut kept);
            // What is not kept is read all the same, or the program would wait.
            let _ = std::io::copy(&mut errors, &mut std::io::sink());
            String::from_utf8_lossy(&kept).into_owned()
        });
        Ok(Running {
            input: child.stdin.take(),
            child,
            lines,
            complaints: Some(complaints),
            secret: self.secret,
            end: Instant::now() + self.limit,
        })
    }

    /// Runs it to its end; its lines, its complaints and how it ended.
    pub fn run(self) -> Result<(Vec<String>, String, ExitStatus), Failure> {
        let mut running = self.start()?;
        running.close();
        let mut lines = Vec::new();
        while let Some(line) = running.line()? {
            lines.push(line);
        }
        let (status, complaints) = running.finish()?;
        Ok((lines, complaints, status))
    }
}

impl Running {
    /// Its next line; none when it has no more to say.
    pub fn line(&mut self) -> Result<Option<String>, Failure> {
        let left = self.end.saturating_duration_since(Instant::now());
        match self.lines.recv_timeout(left) {
            Ok(line) => self.clean(line).map(Some),
            Err(RecvTimeoutError::Disconnected) => Ok(None),
            Err(RecvTimeoutError::Timeout) => Err("the program took too long".into()),
        }
    }

    pub fn say(&mut self, line: &str) -> Result<(), Failure> {
        let input = self.input.as_mut().ok_or("the program was told that nothing more comes")?;
        writeln!(input, "{line}")?;
        Ok(input.flush()?)
    }

    /// Tells it that nothing more comes.
    pub fn close(&mut self) {
        self.input = None;
    }

    /// Waits for its end.
    pub fn finish(mut self) -> Result<(ExitStatus, String), Failure> {
        self.close();
        let status = loop {
            if let Some(status) = self.child.try_wait()? {
                break status;
            }
            if Instant::now() >= self.end {
                return Err("the program took too long to end".into());
            }
            thread::sleep(Duration::from_millis(10));
        };
        let complaints = self.complaints.take().and_then(|thread| thread.join().ok());
        let complaints = self.clean(complaints.unwrap_or_default())?;
        Ok((status, complaints))
    }

    fn clean(&self, text: String) -> Result<String, Failure> {
        match text.contains(&self.secret) {
            true => Err("the program printed the token".into()),
            false => Ok(text),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended already is no concern.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
