//! Why a command failed: a kind, which is the exit status too, what happened, and the next step.

mod api;
mod kind;
mod next_step;
mod report;

use std::io;

pub use kind::Kind;
#[cfg(any(test, fuzzing))]
pub use report::said;
pub use report::{fields, report};

/// Why a command failed.
#[derive(Debug)]
pub struct Failure {
    pub kind: Kind,
    /// What happened, as the end of a sentence.
    pub what: String,
    /// What to do next, where there is something to do.
    pub next_step: Option<String>,
    /// The library's own error, where it is one.
    pub error: Option<Box<flatfile_jobs::Error>>,
}

impl Failure {
    pub fn new(kind: Kind, what: impl Into<String>) -> Self {
        Self { kind, what: what.into(), next_step: None, error: None }
    }

    /// What was written on the command line, or in a file of it, does not fit.
    pub fn input(what: impl Into<String>) -> Self {
        Self::new(Kind::Input, what)
    }

    /// A setting is missing or cannot be used.
    pub fn settings(what: impl Into<String>) -> Self {
        Self::new(Kind::Settings, what)
    }

    #[must_use]
    pub fn next(mut self, step: impl Into<String>) -> Self {
        self.next_step = Some(step.into());
        self
    }

    /// Standard output could not be written. That its reader is gone is no
    /// error: `head` has what it wanted.
    pub fn output(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::new(Kind::Closed, "nobody reads the output"),
            _ => Self::new(Kind::Output, format!("the output cannot be written: {error}")),
        }
    }
}
