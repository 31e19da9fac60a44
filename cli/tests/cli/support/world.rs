//! A sandbox and a home.

use std::fs;
use std::path::PathBuf;

use chrono::{TimeDelta, Utc};
use flatfile_jobs::sandbox::{Sandbox, SandboxBuilder};
use tempfile::TempDir;

use super::plain::plain;
use super::run::{Ran, Run};

/// Where the program finds all that it looks for.
pub struct World {
    pub sandbox: Sandbox,
    home: TempDir,
}

impl World {
    pub fn new() -> Self {
        Self::with(Sandbox::builder())
    }

    /// With more set on the sandbox. Its jobs are two and a half hours old.
    pub fn with(builder: SandboxBuilder) -> Self {
        let start = Utc::now() - TimeDelta::minutes(150);
        let sandbox = builder.clock(move || start).start_blocking().unwrap();
        Self { sandbox, home: tempfile::tempdir().unwrap() }
    }

    /// A file in the home.
    pub fn file(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Writes a file in the home, and says where it is.
    pub fn write(&self, name: &str, text: &str) -> String {
        let path = self.file(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// The program, about to run against the sandbox.
    pub fn command(&self, arguments: &[&str]) -> Run {
        let home = self.home.path();
        Run::new(arguments)
            .folder(home)
            .variable("HOME", home.to_str().unwrap())
            .variable("TMPDIR", home.to_str().unwrap())
            .variable("FLATFILE_API_KEY", self.sandbox.token())
            .variable("FLATFILE_API_URL", &self.sandbox.url())
    }

    /// Runs it to its end.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.command(arguments).run()
    }

    /// What a run looked like, without what differs from run to run.
    pub fn plain(&self, ran: &Ran) -> String {
        self.plain_text(&ran.to_string())
    }

    /// The same of a text that a run wrote.
    pub fn plain_text(&self, text: &str) -> String {
        let home = self.home.path().to_str().unwrap();
        plain(&text.replace(&self.sandbox.url(), "http://sandbox/v1").replace(home, "~"))
    }

    /// Runs the program several times, and says what it looked like.
    pub fn session(&self, commands: &[&[&str]]) -> String {
        let runs: Vec<String> =
            commands.iter().map(|arguments| self.plain(&self.run(arguments))).collect();
        runs.join("\n")
    }
}
