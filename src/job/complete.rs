//! Ending a job as complete.

use super::{JobHandle, Settled};
use crate::api::OperationId;
use crate::error::Error;
use crate::outcome::Outcome;

impl JobHandle {
    /// Ends the job as complete (`completeJob` in the contract).
    ///
    /// ```
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # let id = sandbox.add_executing_job("exportOrders");
    /// use flatfile_jobs::{Next, Outcome};
    ///
    /// let report = Next::url("https://example.test/report").label("Report");
    /// client.job(&id).complete(Outcome::new().message("1000 orders exported").next(report)).await?;
    /// # Ok::<(), flatfile_jobs::Error>(())
    /// # })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// A `&str` is enough. Nothing is filled in; `Outcome::new()` sends no
    /// body at all.
    ///
    /// Any 2xx answer means that the job was completed; an answer that leaves
    /// it open is settled as with [`fail`](Self::fail).
    ///
    /// # Errors
    ///
    /// As [`fail`](Self::fail).
    ///
    /// # Cancel safety
    ///
    /// After the future was dropped the job may have ended or not. Get it to
    /// know.
    pub async fn complete(&self, outcome: impl Into<Outcome>) -> Result<Settled, Error> {
        let (api, id) = self.begin(OperationId::CompleteJob)?;
        let details = crate::api::types::JobCompleteDetails::from(outcome.into());
        Ok(Settled::of(api.complete_job().job_id(id).body(details).send().await?))
    }
}
