//! The mapping plan of a job. Only jobs that map have one.

use super::JobHandle;
use crate::api::OperationId;
use crate::api::types::{JobExecutionPlanConfigRequest, JobExecutionPlanRequest, JobId, JobPlan};
use crate::error::Error;

impl JobHandle {
    /// Reads the plan (`getJobPlan` in the contract).
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # let id = sandbox.add_executing_job("exportOrders");
    /// # use flatfile_jobs::api::types::{Edge, JobExecutionPlanRequest, StringProperty};
    /// # let edge = Edge::new(StringProperty::new("firstName"), StringProperty::new("first_name"));
    /// # let plan = JobExecutionPlanRequest::new(vec![edge], "us_fl_Ab3dE5fG", id.as_str(), [], []);
    /// # client.job(&id).replace_plan(plan).await?;
    /// let plan = client.job(&id).plan().await?.plan;
    /// println!("{} fields are mapped", plan.field_mapping.len());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`is_not_found`](Error::is_not_found) when there is no such job. What a job
    /// without a plan is given is not documented: 404 too, by the sandbox.
    pub async fn plan(&self) -> Result<JobPlan, Error> {
        let (api, id) = self.begin(OperationId::GetJobPlan)?;
        Ok(api.get_job_plan().job_id(id).send().await?.into_inner().data)
    }

    /// Replaces the plan as a whole (`replaceJobPlan` in the contract). The
    /// body repeats the job's id; this handle's is put there.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # let id = sandbox.add_executing_job("exportOrders");
    /// use flatfile_jobs::api::types::{Edge, JobExecutionPlanRequest, StringProperty};
    ///
    /// let edge = Edge::new(StringProperty::new("firstName"), StringProperty::new("first_name"));
    /// let plan = JobExecutionPlanRequest::new(vec![edge], "us_fl_Ab3dE5fG", id.as_str(), [], []);
    /// client.job(&id).replace_plan(plan).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn replace_plan(
        &self,
        plan: impl Into<JobExecutionPlanRequest>,
    ) -> Result<JobPlan, Error> {
        let (api, id) = self.begin(OperationId::ReplaceJobPlan)?;
        let mut plan = plan.into();
        plan.job_id = JobId::from(self.id());
        Ok(api.replace_job_plan().job_id(id).body(plan).send().await?.into_inner().data)
    }

    /// Changes some members of the plan (`updateJobPlan` in the contract). The
    /// body repeats the job's id; this handle's is put there.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # let id = sandbox.add_executing_job("exportOrders");
    /// # use flatfile_jobs::api::types::{Edge, JobExecutionPlanRequest, StringProperty};
    /// # let edge = Edge::new(StringProperty::new("firstName"), StringProperty::new("first_name"));
    /// # let plan = JobExecutionPlanRequest::new(vec![edge], "us_fl_Ab3dE5fG", id.as_str(), [], []);
    /// # client.job(&id).replace_plan(plan).await?;
    /// use flatfile_jobs::api::types::JobExecutionPlanConfigRequest;
    ///
    /// let change = JobExecutionPlanConfigRequest::new("us_fl_Ab3dE5fG", id.as_str());
    /// client.job(&id).update_plan(change.with_program_id("us_mp_9zYxWv8u")).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn update_plan(
        &self,
        change: impl Into<JobExecutionPlanConfigRequest>,
    ) -> Result<JobPlan, Error> {
        let (api, id) = self.begin(OperationId::UpdateJobPlan)?;
        let mut change = change.into();
        change.job_id = JobId::from(self.id());
        Ok(api.update_job_plan().job_id(id).body(change).send().await?.into_inner().data)
    }
}
