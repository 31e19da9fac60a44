//! Running a failed job again.

use super::JobHandle;
use crate::api::OperationId;
use crate::api::types::Job;
use crate::error::Error;

impl JobHandle {
    /// Runs a failed job again (`retryJob` in the contract).
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # let id = sandbox.add_executing_job("exportOrders");
    /// client.job(&id).fail("the warehouse did not answer").await?;
    /// let job = client.job(&id).retry().await?;
    /// println!("{} is {:?}", job.id, job.status);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Whether the response is the same job or a new one is not documented:
    /// go on with the id in the response.
    pub async fn retry(&self) -> Result<Job, Error> {
        let (api, id) = self.begin(OperationId::RetryJob)?;
        Ok(api.retry_job().job_id(id).send().await?.into_inner().data)
    }
}
