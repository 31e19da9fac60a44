//! Removing a job.

use super::JobHandle;
use crate::api::OperationId;
use crate::client::bridge::{self, Done};
use crate::error::Error;

impl JobHandle {
    /// Removes the job (`deleteJob` in the contract).
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # let id = sandbox.add_executing_job("exportOrders");
    /// client.job(&id).delete().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`is_not_found`](Error::is_not_found) when there is no such job; a retry
    /// after a lost response that finds none is a success.
    pub async fn delete(&self) -> Result<(), Error> {
        let (api, id) = self.begin(OperationId::DeleteJob)?;
        bridge::call::<_, Done>(&self.client, api.delete_job().job_id(id)).await.map(drop)
    }
}
