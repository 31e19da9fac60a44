//! Why a command failed: a kind, which is the exit status too, what happened, and the next step.

mod api;
mod kind;
mod next_step;
mod once;
mod report;

use std::io;

pub use kind::Kind;
pub use next_step::WHETHER_MADE;
pub use once::may_have_been_done;
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

    /// What counts of it beside how the jobs went. A reader that is gone hides
    /// nothing of that, and nothing hides that a job is in doubt.
    pub fn beside(self, jobs: Kind, as_json: bool) -> Result<Kind, Self> {
        match (jobs, self.kind) {
            (Kind::Done, _) => Err(self),
            (_, Kind::Closed) => Ok(jobs),
            (Kind::InDoubt, _) => {
                report(&self, as_json);
                Ok(jobs)
            }
            _ => Err(self),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_beside_the_jobs() {
        use Kind::{Closed, Done, InDoubt, Other, Output, Unauthorized};
        for (jobs, failure, counts) in [
            (Done, Closed, Closed),
            (Done, Unauthorized, Unauthorized),
            (Other, Closed, Other),
            (Other, Unauthorized, Unauthorized),
            (InDoubt, Closed, InDoubt),
            (InDoubt, Output, InDoubt),
            (InDoubt, Unauthorized, InDoubt),
        ] {
            let beside = Failure::new(failure, "x").beside(jobs, false);
            assert_eq!(beside.unwrap_or_else(|it| it.kind), counts, "{jobs:?} {failure:?}");
        }
    }
}
