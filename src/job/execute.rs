//! Starting a job that waits for it.

use super::JobHandle;
use crate::api::OperationId;
use crate::client::bridge::{self, Done};
use crate::error::Error;

impl JobHandle {
    /// Starts a job that waits for it (`executeJob` in the contract): one
    /// whose trigger is manual.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # let id = sandbox.add_executing_job("exportOrders");
    /// use flatfile_jobs::api::types::{JobConfig, JobType, Trigger};
    ///
    /// let config = JobConfig::new("exportOrders", "us_wb_7PfLm2Rd", JobType::Workbook);
    /// let job = client.jobs().create(config.with_trigger(Trigger::Manual)).await?;
    /// client.job(job.id).execute().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`is_conflict`](Error::is_conflict) where the job is in a state that does not
    /// allow it, as the sandbox has it. After a lost response it may have been done
    /// and is not sent again: get the job first. The same holds for
    /// [`retry`](Self::retry) and [`split`](Self::split).
    pub async fn execute(&self) -> Result<(), Error> {
        let (api, id) = self.begin(OperationId::ExecuteJob)?;
        bridge::call::<_, Done>(&self.client, api.execute_job().job_id(id)).await.map(drop)
    }
}
