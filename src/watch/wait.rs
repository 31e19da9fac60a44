//! Waiting for the end of a job.

use super::changes::JobWatch;
use crate::api::types::Job;
use crate::error::Error;
use crate::job::JobHandle;

impl JobHandle {
    /// Waits until the job has ended, in whatever way; see
    /// [`watch`](Self::watch) for how often it is read.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # let id = sandbox.add_executing_job("exportOrders");
    /// # client.job(&id).complete("1000 orders").await?;
    /// let job = client.job(&id).wait().await?;
    /// println!("it is {:?}", job.status);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// It waits as long as the job takes: put a timeout around it where that is
    /// too long.
    ///
    /// # Errors
    ///
    /// The last one of the [watch](Self::watch), where that ends with one.
    pub fn wait(&self) -> impl Future<Output = Result<Job, Error>> + Send + use<> {
        self.watch().end()
    }
}

impl JobWatch {
    /// Waits for the end; what changes until then is passed over.
    ///
    /// # Errors
    ///
    /// As [`JobHandle::wait`].
    pub async fn end(mut self) -> Result<Job, Error> {
        let mut last = None;
        while let Some(read) = self.next().await {
            last = Some(read);
        }
        // There is one: the stream ends after an end or an error.
        last.unwrap_or_else(|| Err(Error::odd("the watch was over before")))
    }
}
