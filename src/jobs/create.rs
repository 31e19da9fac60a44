//! Making a job.

use super::Jobs;
use crate::api::OperationId;
use crate::api::types::{Job, JobConfig};
use crate::error::Error;
use crate::job::progress;

impl Jobs {
    /// Makes a job (`createJob` in the contract).
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// use flatfile_jobs::api::types::{ExportJobConfig, ExportOptions, JobConfig, JobType};
    ///
    /// let config = JobConfig::new("export", "us_wb_7PfLm2Rd", JobType::Workbook)
    ///     .with_config(ExportJobConfig::new(ExportOptions::default()));
    /// let job = client.jobs().create(config).await?;
    /// println!("{} is {:?}", job.id, job.status);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// A job without an environment gets the one that was named here, or the
    /// client's. `config` takes any JSON object, and every one of the known
    /// configs.
    ///
    /// # Errors
    ///
    /// [`is_invalid_input`](Error::is_invalid_input) for a progress that is not
    /// from 0 to 100: nothing is sent. After an ambiguous failure, or when the
    /// future was dropped, the job may have been made: list before trying again.
    pub async fn create(&self, config: impl Into<JobConfig>) -> Result<Job, Error> {
        let mut config = config.into();
        progress::check(config.progress.as_ref(), OperationId::CreateJob, None)?;
        if config.environment_id.is_none() {
            config.environment_id.clone_from(&self.query.environment);
        }
        let api = self.client.api();
        Ok(api.create_job().body(config).send().await?.into_inner().data)
    }
}
