//! A job that is worked on by hand.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::canceled::CancelReason;
use super::finish::{End, Sent, send};
use super::run_error::RunError;
use super::sight::Sight;
use crate::api::types::{Job, JobAckDetails, JobCancelDetails, JobSplitDetails};
use crate::error::Error;
use crate::job::{JobHandle, Settled};
use crate::outcome::Outcome;

/// A job that is worked on; made by [`JobHandle::start`].
///
/// Each end consumes it, so that there is one:
///
/// ```compile_fail,E0382
/// # async fn twice(client: flatfile_jobs::Client) -> Result<(), Box<dyn std::error::Error>> {
/// let running = client.job("us_jb_YOUR_ID").start().await?;
/// running.complete("done").await?;
/// running.fail("and yet not").await?;
/// # Ok(())
/// # }
/// ```
///
/// To drop it leaves the job executing.
#[must_use = "the job is executing until it is ended"]
pub struct RunningJob {
    handle: JobHandle,
    sight: Mutex<Sight>,
}

impl RunningJob {
    pub(super) fn new(handle: JobHandle, sight: Sight) -> Self {
        Self { handle, sight: Mutex::new(sight) }
    }

    /// The job's id.
    #[must_use]
    pub fn id(&self) -> &str {
        self.handle.id()
    }

    /// The job, as it was seen last in this run.
    #[must_use]
    pub fn job(&self) -> Arc<Job> {
        Arc::clone(&self.sight().latest)
    }

    /// Says how far the job is; see [`JobHandle::progress`]. It is sent at once,
    /// each time, as it is: nothing is held back as with
    /// [`Run::progress`](crate::Run::progress). Says why this run does not go on, if
    /// the response shows that, as [`look`](Self::look) does.
    ///
    /// # Errors
    ///
    /// As [`JobHandle::progress`].
    pub async fn progress(
        &self,
        percent: impl TryInto<i64> + fmt::Display,
        details: impl Into<JobAckDetails>,
    ) -> Result<Option<CancelReason>, Error> {
        let asked = self.handle.client().shared().timer.now();
        let job = self.handle.progress(percent, details).await?;
        Ok(self.note(job, asked))
    }

    /// Reads the job, and says why this run does not go on, if it does not: the
    /// job was canceled, say, or is in another run.
    ///
    /// # Errors
    ///
    /// As [`JobHandle::get`].
    pub async fn look(&self) -> Result<Option<CancelReason>, Error> {
        let asked = self.handle.client().shared().timer.now();
        let job = self.handle.get().await?;
        Ok(self.note(job, asked))
    }

    /// Splits the job into parts; see [`JobHandle::split`].
    ///
    /// # Errors
    ///
    /// As [`JobHandle::split`].
    pub async fn split(&self, details: impl Into<JobSplitDetails>) -> Result<(), Error> {
        self.handle.split(details).await.map(drop)
    }

    /// Ends the job as complete; see [`JobHandle::complete`]. A job that was seen
    /// more than a second ago is read first.
    ///
    /// # Errors
    ///
    /// [`RunError::cancel_reason`] where the job was ended by somebody else or is
    /// in another run, and this end did nothing; [`RunError::is_in_doubt`] where it may have ended
    /// by this. Look at the job then: to fail it may undo what was done.
    pub async fn complete(self, outcome: impl Into<Outcome>) -> Result<Settled, RunError> {
        self.end(End::Complete(outcome.into())).await
    }

    /// Ends the job as failed; see [`JobHandle::fail`].
    ///
    /// # Errors
    ///
    /// As [`complete`](Self::complete).
    pub async fn fail(self, outcome: impl Into<Outcome>) -> Result<Settled, RunError> {
        self.end(End::Fail(outcome.into())).await
    }

    /// Ends the job as canceled; see [`JobHandle::cancel`].
    ///
    /// # Errors
    ///
    /// As [`complete`](Self::complete).
    pub async fn cancel(self, details: impl Into<JobCancelDetails>) -> Result<Settled, RunError> {
        self.end(End::Cancel(details.into())).await
    }

    /// Leaves the job executing, for somebody else to end.
    pub fn leave(self) -> JobHandle {
        self.handle
    }

    async fn end(self, end: End) -> Result<Settled, RunError> {
        let Self { handle, sight } = self;
        let mut sight = sight.into_inner().unwrap_or_else(PoisonError::into_inner);
        let sent = send(&handle, &mut sight, end).await;
        match sent.map_err(|error| RunError::not_ended(handle.id(), error, None))? {
            Sent::Ended(_, settled) => Ok(*settled),
            Sent::Left(reason) => Err(RunError::left(handle.id(), reason)),
        }
    }

    fn note(&self, job: Job, asked: std::time::Instant) -> Option<CancelReason> {
        // Of another job it says nothing.
        (job.id == self.id()).then(|| self.sight().update(job, asked)).flatten()
    }

    fn sight(&self) -> std::sync::MutexGuard<'_, Sight> {
        self.sight.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for RunningJob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunningJob").field("job", &self.id()).finish_non_exhaustive()
    }
}
