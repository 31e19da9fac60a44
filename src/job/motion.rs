//! Setting a job in motion, and into parts.

use super::JobHandle;
use crate::api::OperationId;
use crate::api::types::{Job, JobParts, JobPartsArray, JobPartsCount, JobSplitDetails};
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

    /// Splits the job into parts (`splitJob` in the contract): a number of
    /// them, or the data of each.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # let (id, other) = (sandbox.add_executing_job("exportOrders"), sandbox.add_executing_job("exportOrders"));
    /// use flatfile_jobs::api::types::JobSplitDetails;
    /// use serde_json::json;
    ///
    /// client.job(&id).split(4).await?;
    ///
    /// let parts = vec![json!({ "region": "north" }), json!({ "region": "south" })];
    /// client.job(&other).split(JobSplitDetails::from(parts).with_run_in_parallel(true)).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Each part is a job of its own, with its own ack and end. When all have
    /// ended, `job:parts-completed` is sent for this one, which still has to
    /// be completed or failed.
    pub async fn split(&self, details: impl Into<JobSplitDetails>) -> Result<Job, Error> {
        let (api, id) = self.begin(OperationId::SplitJob)?;
        Ok(api.split_job().job_id(id).body(details.into()).send().await?.into_inner().data)
    }
}

impl From<u32> for JobSplitDetails {
    fn from(count: u32) -> Self {
        Self::new(JobParts::Count(JobPartsCount(count.into())))
    }
}

impl From<Vec<serde_json::Value>> for JobSplitDetails {
    fn from(parts: Vec<serde_json::Value>) -> Self {
        Self::new(JobParts::Array(JobPartsArray(parts)))
    }
}
