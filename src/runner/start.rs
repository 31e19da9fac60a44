//! Beginning a run by hand.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use super::begin::begin;
use super::options::Beginning;
use super::run_error::RunError;
use super::running::RunningJob;
use crate::api::types::Job;
use crate::job::JobHandle;

/// A run that is begun when it is awaited; made by [`JobHandle::start`].
#[must_use = "nothing is sent before it is awaited"]
pub struct StartJob {
    handle: JobHandle,
    how: Beginning,
}

impl JobHandle {
    /// Begins to work on the job by hand: it is read, and acknowledged if it is
    /// ready. What comes of it has the ends, and each consumes it.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # use flatfile_jobs::api::types::{JobConfig, JobType, Trigger};
    /// # let config = JobConfig::new("exportOrders", "us_wb_1", JobType::Workbook);
    /// # let id = sandbox.add(config.with_trigger(Trigger::Immediate));
    /// let running = client.job(&id).start().await?;
    /// running.progress(50, "half of it").await?;
    /// running.complete("1000 orders exported").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [`run`](Self::run) does all this for a handler, and more.
    ///
    /// # Errors
    ///
    /// [`RunError::refusal`] says why a job is not begun: it has ended, it is not
    /// ready yet, or somebody has it. Flatfile has no claim: of two who read a
    /// job ready and acknowledge it at the same moment, both are told that it is
    /// theirs.
    pub fn start(&self) -> StartJob {
        StartJob { handle: self.clone(), how: Beginning::default() }
    }
}

impl StartJob {
    /// The job as the caller has just read it: it is not read again.
    pub fn job(mut self, job: &Job) -> Self {
        self.how.job = Some(Arc::new(job.clone()));
        self
    }

    /// Whether a job that is executing is taken over: one that a worker left
    /// behind, say. Where that worker still works on it, two do.
    pub fn take_over(mut self, take_over: bool) -> Self {
        self.how.take_over = take_over;
        self
    }
}

impl IntoFuture for StartJob {
    type Output = Result<RunningJob, RunError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let sight = begin(&self.handle, self.how).await?;
            Ok(RunningJob::new(self.handle, sight))
        })
    }
}

impl fmt::Debug for StartJob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StartJob").field("job", &self.handle.id()).finish_non_exhaustive()
    }
}
