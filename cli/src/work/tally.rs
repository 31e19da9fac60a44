//! What came of all jobs, and whether it is enough.

use std::sync::{Mutex, MutexGuard, PoisonError};

use flatfile_jobs::worker::Source;
use flatfile_jobs::{Error, RunError, RunReport};
use tokio::sync::Notify;

use super::worked::Worked;
use crate::args::Globals;
use crate::failure::{Failure, Kind};
use crate::output::{note, warn_styled};

/// Hears what the worker says, tells the person, and keeps what the exit status
/// is made of.
#[derive(Debug)]
pub struct Tally {
    json: bool,
    quiet: bool,
    /// Whether the list is the end of it.
    once: bool,
    state: Mutex<State>,
    enough: Notify,
}

#[derive(Debug)]
struct State {
    worst: Kind,
    failure: Option<Failure>,
    /// Whether the key was not accepted for events.
    refused: bool,
    /// Whether it was said that events cannot be read.
    no_events: bool,
}

impl Tally {
    pub fn new(globals: &Globals, once: bool) -> Self {
        let state = State { worst: Kind::Done, failure: None, refused: false, no_events: false };
        let (state, enough) = (Mutex::new(state), Notify::new());
        Self { json: globals.json, quiet: globals.quiet, once, state, enough }
    }

    /// A job is over.
    pub fn result(&self, result: Result<RunReport, RunError>) {
        let worked = Worked::from(result);
        let kind = worked.kind();
        let mut state = self.state();
        if kind == Kind::InDoubt || state.worst == Kind::Done {
            state.worst = kind;
        }
        drop(state);
        // A reader that goes away cuts off no job, and no more are begun.
        if let Err(unsaid) = worked.say(self.json) {
            if kind == Kind::InDoubt {
                warn_styled(&worked.line(self.json));
            }
            self.end(unsaid);
        }
    }

    /// Events, or the list of jobs, could not be read.
    pub fn source_error(&self, source: Source, error: Error) {
        let unauthorized = error.is_unauthorized();
        let failure = Failure::from(error);
        let what = &failure.what;
        match (failure.kind, source) {
            // Whoever waits for the end would wait for as long as the server is away.
            (Kind::Unavailable, Source::Jobs) if self.once => self.end(failure),
            (Kind::Unavailable, _) => note(self.quiet, &format!("looking again: {what}")),
            (_, Source::Events) => {
                let mut state = self.state();
                // At the start the list is refused for the same reason, and says it.
                if unauthorized && !std::mem::replace(&mut state.refused, true) {
                    return;
                }
                if !std::mem::replace(&mut state.no_events, true) {
                    note(
                        self.quiet,
                        &format!("without events, jobs are found each --sweep: {what}"),
                    );
                }
            }
            _ => self.end(failure),
        }
    }

    /// When no more jobs are to be begun.
    pub async fn enough(&self) {
        self.enough.notified().await;
    }

    /// How it went.
    pub fn conclude(&self) -> Result<Kind, Failure> {
        let mut state = self.state();
        match state.failure.take() {
            Some(failure) => failure.beside(state.worst, self.json),
            None => Ok(state.worst),
        }
    }

    fn end(&self, failure: Failure) {
        self.state().failure.get_or_insert(failure);
        self.enough.notify_one();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
