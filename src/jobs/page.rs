//! One page of jobs.

use super::Jobs;
use crate::api::types::{Job, Pagination};
use crate::error::Error;

/// One page of jobs.
#[derive(Debug)]
#[non_exhaustive]
pub struct Page {
    /// The jobs of the page that pass the filters, in the order of the server.
    pub jobs: Vec<Job>,
    /// The jobs of the page that could not be read, an error for each.
    ///
    /// Each error [is a contract mismatch](Error::is_contract_mismatch) whose
    /// message names the member, and [`Error::job`] is the id, where there is
    /// one. Filters of this side cannot be applied to them: what is not read
    /// cannot be judged.
    pub unreadable: Vec<Error>,
    /// Where in the whole list the page is, when the server says so. It is the
    /// server's word, as it came.
    pub pagination: Option<Pagination>,
}

impl Jobs {
    /// Reads the first page (`listJobs` in the contract).
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// let page = client.jobs().space("us_sp_YOUR_ID").page_size(50).page().await?;
    /// println!("{} jobs, of {:?}", page.jobs.len(), page.pagination);
    /// for error in &page.unreadable {
    ///     eprintln!("{error}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// A job that cannot be read is no error of the page: it is in
    /// [`unreadable`](Page::unreadable), beside the others.
    pub async fn page(&self) -> Result<Page, Error> {
        self.numbered(None).await
    }

    /// Reads the page with this number. Whether they are counted from 0 or 1
    /// is not documented; the pagination of the first page shows it.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    pub async fn page_number(&self, number: i64) -> Result<Page, Error> {
        self.numbered(Some(number)).await
    }

    async fn numbered(&self, number: Option<i64>) -> Result<Page, Error> {
        let listed = self.list(number).await?;
        let (mut jobs, mut unreadable) = (Vec::new(), Vec::new());
        for row in listed.rows {
            match row {
                Ok(job) if self.filter.keeps(&job) => jobs.push(job),
                Ok(_) => {}
                Err(error) => unreadable.push(error),
            }
        }
        Ok(Page { jobs, unreadable, pagination: listed.pagination })
    }
}
