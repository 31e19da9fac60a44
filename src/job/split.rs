//! Dividing a job into parts.

use super::JobHandle;
use crate::api::OperationId;
use crate::api::types::{Job, JobParts, JobPartsArray, JobPartsCount, JobSplitDetails};
use crate::error::Error;

impl JobHandle {
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
