//! Settling an end whose response was ambiguous: read the job, then decide.

use super::call_loop::CallLoop;
use super::events;
use super::reader::Concluded;
use super::response::SettledBy;
use crate::error::{Error, Outcome};
use crate::retry::found::Found;
use crate::retry::wait::{FRESH, READS_IN_A_ROW};

/// How settling went.
pub(super) enum Settling {
    /// The end was found.
    Done(Box<Concluded>),
    /// The job is open: the same end may be sent again. What was ambiguous
    /// comes back.
    Open(Outcome),
}

impl CallLoop<'_> {
    /// Looks for the end until it is found, the job is found open, or the
    /// bounds run out.
    ///
    /// # Errors
    ///
    /// The job is in another end or another run, or it is not known.
    pub(super) async fn settle(&mut self, ambiguous: Outcome) -> Result<Settling, Error> {
        let Some(wanted) = self.settles_to.clone() else {
            return Err(self.failed(Some(ambiguous)));
        };
        let mut asked = self.asked(&ambiguous);
        self.looks.last = None;
        events::in_doubt(self.request.operation, self.job(), &ambiguous);
        // Whether the wait before the next sending is over.
        let mut waited = false;
        let mut reads = READS_IN_A_ROW;
        loop {
            let (found, response) = self.look(&wanted, reads).await;
            reads = 1;
            let open = found == Found::Open;
            match (found, response) {
                (Found::Wanted, Some(response)) => {
                    self.reader.read(response.body());
                    let concluded = self.conclude(response, SettledBy::Read);
                    return Ok(Settling::Done(Box::new(concluded)));
                }
                (Found::Other(status), _) => return Err(self.other_end(status)),
                (Found::AnotherRun(status), _) => return Err(self.another_run(status)),
                (Found::Open, _) if waited => return Ok(Settling::Open(ambiguous)),
                (Found::Open | Found::Wanted, _) => {}
                (Found::Later(later), _) => asked = asked.max(later),
                (Found::Never, _) => {
                    self.retry_after = asked;
                    return Err(self.in_doubt(ambiguous));
                }
            }
            let Some(delay) = self.delay(asked.take()) else {
                return Err(self.in_doubt(ambiguous));
            };
            if self.sleep(delay).await.is_none() {
                return Err(self.in_doubt(ambiguous));
            }
            if open && delay <= FRESH {
                return Ok(Settling::Open(ambiguous));
            }
            waited = true;
        }
    }
}
