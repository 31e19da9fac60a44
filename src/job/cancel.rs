//! Ending a job as canceled.

use super::{JobHandle, Settled};
use crate::api::OperationId;
use crate::api::types::JobCancelDetails;
use crate::error::Error;

impl JobHandle {
    /// Ends the job as canceled (`cancelJob` in the contract). A text is the
    /// job's info; `JobCancelDetails::default()` sends no body.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # let id = sandbox.add_executing_job("exportOrders");
    /// client.job(&id).cancel("no longer wanted").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// What is ambiguous is [settled](JobHandle#settling-an-end), with the errors
    /// of [`fail`](Self::fail).
    ///
    /// There is no event for a cancellation: whoever works on the job learns
    /// of it by reading the job.
    pub async fn cancel(&self, details: impl Into<JobCancelDetails>) -> Result<Settled, Error> {
        let (api, id) = self.begin(OperationId::CancelJob)?;
        let details = details.into();
        let kept = self.keep(OperationId::CancelJob, &details).await?;
        let sent = api.cancel_job().job_id(id).body(details).send().await;
        self.over(kept, sent.map(Settled::of)).await
    }
}
