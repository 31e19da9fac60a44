//! Reading a job.

use super::JobHandle;
use crate::api::OperationId;
use crate::api::types::Job;
use crate::error::Error;

impl JobHandle {
    /// Reads the job as it is now (`getJob` in the contract).
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # let id = sandbox.add_executing_job("exportOrders");
    /// let job = client.job(&id).get().await?;
    /// println!("{} is {:?}", job.operation, job.status);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`is_not_found`](Error::is_not_found) when there is no such job.
    pub async fn get(&self) -> Result<Job, Error> {
        let (api, id) = self.begin(OperationId::GetJob)?;
        Ok(api.get_job().job_id(id).send().await?.into_inner().data)
    }
}
