//! Settling an end that may not simply be sent again: read the job, then decide.

use std::time::Duration;

use bytes::Bytes;
use http::Response;

use super::events;
use super::reader::Concluded;
use super::response::SettledBy;
use super::state::CallState;
use crate::error::{Error, Outcome};
use crate::retry::found::{Found, ReadSeen};
use crate::retry::run::Evidence;
use crate::retry::wait::{self, READS_IN_A_ROW};

/// How settling went.
pub(super) enum Settling {
    /// The end was found.
    Done(Box<Concluded>),
    /// The job is open: the end may be sent again. What its last attempt
    /// brought comes back.
    Open(Outcome),
}

/// What a read of the job decides.
enum Decided {
    /// The end was found.
    Done(Box<Concluded>),
    /// Nothing: this was found.
    Open(Found),
}

/// When the job is read first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum First {
    /// At once: the end may have been carried out.
    AtOnce,
    /// After the wait, if that was long: the end was surely not carried out,
    /// but the job may be in another run by then.
    AfterTheWait,
    /// At once, and the wait is over.
    Waited,
}

impl CallState<'_> {
    /// Looks for the end until it is found, the job is found open, or the
    /// bounds run out.
    ///
    /// # Errors
    ///
    /// The job is in another end or another run, or it is not known.
    pub(super) async fn settle(&mut self, last: Outcome, first: First) -> Result<Settling, Error> {
        let Some(wanted) = self.settles_to.clone() else {
            return Err(self.failed(Some(last)));
        };
        let mut asked = self.asked(&last);
        if first == First::AtOnce {
            events::in_doubt(self.request.operation, self.job(), &last);
        }
        // Whether the wait before the next sending is over.
        let mut waited = first == First::Waited;
        let mut open = first == First::AfterTheWait;
        let mut look = !open;
        let mut reads = READS_IN_A_ROW;
        loop {
            if look {
                let read = self.look(&wanted, reads).await;
                reads = 1;
                let found = match self.decided(read)? {
                    Decided::Done(concluded) => return Ok(Settling::Done(concluded)),
                    Decided::Open(found) => found,
                };
                open = found == Found::Open;
                match found {
                    Found::Open if waited => {
                        self.looked = true;
                        return Ok(Settling::Open(last));
                    }
                    // Nobody can look, and nothing was done yet: the server
                    // will say what it thinks of the end.
                    Found::Never if !self.doubt => {
                        self.looked = true;
                        return Ok(Settling::Open(last));
                    }
                    Found::Never => {
                        self.retry_after = asked;
                        return Err(self.failed(Some(last)));
                    }
                    Found::Later(later) => asked = asked.max(later),
                    _ => {}
                }
            }
            let Some(delay) = self.delay(asked.take()) else {
                return Err(self.failed(Some(last)));
            };
            if self.sleep(delay).await.is_none() {
                return Err(self.failed(Some(last)));
            }
            if open && wait::is_fresh(self.age(), delay) {
                return Ok(Settling::Open(last));
            }
            (look, waited) = (true, true);
        }
    }

    /// Looks at the job of an end whose first token took long to come. A job
    /// that cannot be seen is left to the server: nothing was sent yet.
    ///
    /// # Errors
    ///
    /// The job is in another end or another run.
    pub(super) async fn look_first(&mut self) -> Result<Option<Box<Concluded>>, Error> {
        let Some(wanted) = self.settles_to.clone() else { return Ok(None) };
        let read = self.look(&wanted, READS_IN_A_ROW).await;
        self.looked = true;
        if let Decided::Done(concluded) = self.decided(read)? {
            return Ok(Some(concluded));
        }
        match &self.looks.last {
            // Where the clocks are known well, a second is all that is unsure.
            Some(ReadSeen::PerhapsAnotherRun(status)) if !self.looks.knows_the_clock() => {
                let status = status.clone();
                Err(self.another_run(status, Evidence::Unsure))
            }
            _ => Ok(None),
        }
    }

    /// What a read decides on its own.
    ///
    /// # Errors
    ///
    /// The job is in another end or another run.
    fn decided(
        &mut self,
        (found, response): (Found, Option<Response<Bytes>>),
    ) -> Result<Decided, Error> {
        match (found, response) {
            (Found::Wanted, Some(response)) => {
                self.reader.read(response.body());
                let concluded = self.conclude(response, SettledBy::Read);
                Ok(Decided::Done(Box::new(concluded)))
            }
            (Found::Other(status), _) => Err(self.other_end(status)),
            (Found::AnotherRun(status, evidence), _) => Err(self.another_run(status, evidence)),
            (found, _) => Ok(Decided::Open(found)),
        }
    }

    /// Whether the job of an end was seen too long ago for the end to be sent.
    pub(super) fn is_stale(&self) -> bool {
        let ends = self.settles_to.is_some();
        ends && !self.looked && !wait::is_fresh(self.age(), Duration::ZERO)
    }

    /// How long ago the job was seen in the run that the end is meant for: by
    /// a read, or by the caller, when the call began.
    fn age(&self) -> Duration {
        self.elapsed().saturating_sub(self.seen_at)
    }
}
