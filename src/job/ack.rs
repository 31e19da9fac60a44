//! Telling Flatfile that a job is being worked on.

use super::{JobHandle, progress};
use crate::api::OperationId;
use crate::api::types::{Job, JobAckDetails};
use crate::error::Error;

impl JobHandle {
    /// Acknowledges the job (`ackJob` in the contract): somebody works on it,
    /// and its status becomes executing.
    ///
    /// A job that is not acknowledged within five minutes of its start is
    /// failed by Flatfile.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # let id = sandbox.add_executing_job("exportOrders");
    /// client.job(&id).ack().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// What an ack does to a job that has ended is not documented: it may set it
    /// executing again.
    #[doc(alias = "acknowledge")]
    #[doc(alias = "heartbeat")]
    pub async fn ack(&self) -> Result<Job, Error> {
        self.ack_with(JobAckDetails::default()).await
    }

    /// Acknowledges the job, and says how far it is. This is how progress is
    /// reported; [`progress`](Self::progress) is the short form of it.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # let id = sandbox.add_executing_job("exportOrders");
    /// use flatfile_jobs::api::types::JobAckDetails;
    ///
    /// let details = JobAckDetails::default().with_progress(35).with_info("350 of 1000 orders");
    /// client.job(&id).ack_with(details).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Progress is a whole number from 0 to 100; `estimatedCompletionAt` is
    /// what the interface counts down to. A text alone is the job's info.
    ///
    /// # Errors
    ///
    /// [`is_invalid_input`](Error::is_invalid_input) for another progress:
    /// nothing is sent. [`is_overtaken`](Error::is_overtaken): an end of the job was
    /// begun by this client or a clone of it, so this was not sent.
    pub async fn ack_with(&self, details: impl Into<JobAckDetails>) -> Result<Job, Error> {
        let (api, id) = self.begin(OperationId::AckJob)?;
        let details = details.into();
        progress::check(details.progress.as_ref(), OperationId::AckJob, Some(&self.id))?;
        Ok(api.ack_job().job_id(id).body(details).send().await?.into_inner().data)
    }
}
