//! The ids of all jobs of a list, read before anything is done to them.

use super::Jobs;
use crate::api::types::JobId;
use crate::error::Error;

/// The ids of a list as it was; made by [`Jobs::ids`].
#[derive(Debug)]
#[non_exhaustive]
pub struct JobIds {
    /// The ids of the jobs that pass the filters, each once, in the order of
    /// the server.
    pub ids: Vec<JobId>,
    /// The jobs that could not be read, an error for each, as in
    /// [`Page::unreadable`](crate::Page::unreadable). They are not among `ids`,
    /// since nobody knows whether they pass the filters.
    pub unreadable: Vec<Error>,
}

impl Jobs {
    /// Reads the ids of all jobs that pass the filters, before it gives any.
    ///
    /// It is the form for clean-ups: what is done to the jobs afterwards moves
    /// no page under the reader, as it would with [`stream`](Self::stream).
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # for _ in 0..50 { sandbox.add_executing_job("exportOrders"); }
    /// use flatfile_jobs::api::types::JobStatus;
    ///
    /// let found = client.jobs().status(JobStatus::Executing).ids().await?;
    /// for id in found.ids {
    ///     client.job(id).delete().await?;
    /// }
    /// for error in found.unreadable {
    ///     eprintln!("left alone: {error}");
    /// }
    /// # assert!(client.jobs().ids().await?.ids.is_empty());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// One page at a time is in memory, and of all other jobs their ids: up to
    /// 150 bytes a job while it reads, and 60 afterwards; 150 MB for a million
    /// jobs. An error of a job that cannot be read takes some two kilobytes.
    ///
    /// Jobs that others remove while it reads move the pages all the same. A
    /// clean-up that must leave nothing reads again until it finds nothing.
    ///
    /// # Errors
    ///
    /// The first request that fails ends it: a list that is not whole is not
    /// given. And so does, as with [`stream`](Self::stream), a list that does
    /// not come to an end.
    pub async fn ids(&self) -> Result<JobIds, Error> {
        let mut stream = self.stream();
        let mut found = JobIds { ids: Vec::new(), unreadable: Vec::new() };
        while let Some(row) = stream.next_row().await {
            match row? {
                Ok(job) => found.ids.push(job.id),
                Err(error) => found.unreadable.push(error),
            }
        }
        found.ids.shrink_to_fit();
        Ok(found)
    }
}
