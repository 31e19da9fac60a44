//! Ending a job as complete.

use super::{JobHandle, Settled};
use crate::api::OperationId;
use crate::error::Error;
use crate::outcome::Outcome;

impl JobHandle {
    /// Ends the job as complete (`completeJob` in the contract).
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # let id = sandbox.add_executing_job("exportOrders");
    /// use flatfile_jobs::{Next, Outcome};
    ///
    /// let report = Next::url("https://example.test/report").label("Report");
    /// client.job(&id).complete(Outcome::new().message("1000 orders exported").next(report)).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// A `&str` is enough. Nothing is filled in; `Outcome::new()` sends no
    /// body at all.
    ///
    /// A success that is recognisably about this job means that it was
    /// completed. What is ambiguous is [settled](JobHandle#settling-an-end), with
    /// the errors of [`fail`](Self::fail).
    #[doc(alias = "finish")]
    #[doc(alias = "done")]
    pub async fn complete(&self, outcome: impl Into<Outcome>) -> Result<Settled, Error> {
        let (api, id) = self.begin(OperationId::CompleteJob)?;
        let details = crate::api::types::JobCompleteDetails::from(outcome.into());
        let kept = self.keep(OperationId::CompleteJob, &details).await?;
        let sent = api.complete_job().job_id(id).body(details).send().await;
        self.over(kept, sent.map(Settled::of)).await
    }
}
