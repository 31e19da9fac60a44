//! Telling Flatfile that an outcome was seen.

use super::JobHandle;
use crate::api::OperationId;
use crate::api::types::Job;
use crate::error::Error;

impl JobHandle {
    /// Confirms that the outcome was seen (`ackJobOutcome` in the contract),
    /// as the button of its dialog does.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # let id = sandbox.add_executing_job("exportOrders");
    /// client.job(&id).fail("the warehouse did not answer").await?;
    /// let job = client.job(&id).ack_outcome().await?;
    /// println!("seen at {:?}", job.outcome_acknowledged_at);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn ack_outcome(&self) -> Result<Job, Error> {
        let (api, id) = self.begin(OperationId::AckJobOutcome)?;
        Ok(api.ack_job_outcome().job_id(id).send().await?.into_inner().data)
    }
}
