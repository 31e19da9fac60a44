//! From an event to its job.

use super::event::Event;
use crate::client::Client;
use crate::job::JobHandle;

impl Client {
    /// The job that an event is about; none when it is about no job.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # let id = sandbox.add_executing_job("exportOrders");
    /// # let body = format!(r#"{{ "topic": "job:updated", "context": {{ "jobId": "{id}" }} }}"#);
    /// use flatfile_jobs::Event;
    ///
    /// let event = Event::parse(body)?;
    /// if let Some(job) = client.job_of(&event) {
    ///     println!("{:?}", job.get().await?.status);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn job_of(&self, event: &Event) -> Option<JobHandle> {
        event.job_id().map(|id| self.job(id.as_str()))
    }
}
