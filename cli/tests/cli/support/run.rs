//! One run of the program.

use std::fmt;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// A run that is being prepared. Nothing of this process's environment is in it.
pub struct Run {
    command: Command,
    line: String,
    input: String,
}

/// How it went.
#[derive(Debug)]
pub struct Ran {
    line: String,
    pub stdout: String,
    pub stderr: String,
    pub status: Option<i32>,
}

impl Run {
    pub fn new(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_flatfile-jobs"));
        command.args(arguments).env_clear();
        let quoted = arguments.iter().map(|argument| match argument.contains([' ', '{']) {
            true => format!("'{argument}'"),
            false => (*argument).to_owned(),
        });
        let line = quoted.fold("$ flatfile-jobs".to_owned(), |line, it| format!("{line} {it}"));
        Self { command, line, input: String::new() }
    }

    pub fn folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    pub fn input(mut self, text: &str) -> Self {
        self.input = text.to_owned();
        self
    }

    /// The command itself, for what a test does by its own.
    pub fn into_command(self) -> Command {
        self.command
    }

    pub fn run(self) -> Ran {
        let Self { mut command, line, input } = self;
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // Who does not read it closes the pipe.
        drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
        let output = child.wait_with_output().unwrap();
        Ran {
            line,
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            status: output.status.code(),
        }
    }
}

impl Ran {
    /// The lines of standard output as JSON.
    pub fn json(&self) -> Vec<serde_json::Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[track_caller]
    pub fn done(self) -> Self {
        assert_eq!(self.status, Some(0), "{self}");
        self
    }
}

impl fmt::Display for Ran {
    /// The command line, what came on standard output, on standard error
    /// (`! `), and the status where it is not 0.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.line)?;
        for line in self.stdout.lines() {
            writeln!(f, "{line}")?;
        }
        for line in self.stderr.lines() {
            writeln!(f, "! {line}")?;
        }
        match self.status {
            Some(0) => Ok(()),
            Some(status) => writeln!(f, "= {status}"),
            None => writeln!(f, "= a signal"),
        }
    }
}
