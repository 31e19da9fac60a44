//! Changing a job.

use super::{JobHandle, progress};
use crate::api::OperationId;
use crate::api::types::{Job, JobUpdate};
use crate::error::Error;

impl JobHandle {
    /// Changes some members of the job (`updateJob` in the contract).
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # let id = sandbox.add_executing_job("exportOrders");
    /// use flatfile_jobs::api::types::JobUpdate;
    ///
    /// client.job(&id).update(JobUpdate::default().with_info("half of it is written")).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Only what is set is sent. An update that sets the status of an end is
    /// [settled](JobHandle#settling-an-end) like [`complete`](Self::complete); use
    /// that to learn how the end is known.
    ///
    /// # Errors
    ///
    /// [`is_invalid_input`](Error::is_invalid_input) for a progress that is not
    /// from 0 to 100: nothing is sent. [`is_overtaken`](Error::is_overtaken): an end
    /// of the job was begun by this client or a clone of it, so this was not sent.
    pub async fn update(&self, update: impl Into<JobUpdate>) -> Result<Job, Error> {
        let (api, id) = self.begin(OperationId::UpdateJob)?;
        let update = update.into();
        progress::check(update.progress.as_ref(), OperationId::UpdateJob, Some(&self.id))?;
        Ok(api.update_job().job_id(id).body(update).send().await?.into_inner().data)
    }
}
