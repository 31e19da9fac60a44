//! One page of jobs.

use super::Jobs;
use crate::api::types::{Job, ListJobsResponse, Pagination};
use crate::error::Error;

/// One page of jobs.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Page {
    /// The jobs of the page that pass the filters.
    pub jobs: Vec<Job>,
    /// Where in the whole list the page is, when the server says so.
    pub pagination: Option<Pagination>,
}

impl Jobs {
    /// Reads the first page (`listJobs` in the contract).
    ///
    /// ```
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// let page = client.jobs().space("us_sp_YOUR_ID").page_size(50).page().await?;
    /// println!("{} jobs, of {:?}", page.jobs.len(), page.pagination);
    /// # Ok::<(), flatfile_jobs::Error>(())
    /// # })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Whatever [`Error`] can be.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing.
    pub async fn page(&self) -> Result<Page, Error> {
        self.numbered(None).await
    }

    /// Reads the page with this number. Whether they are counted from 0 or 1
    /// is not documented; the pagination of the first page shows it.
    ///
    /// # Errors
    ///
    /// Whatever [`Error`] can be.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing.
    pub async fn page_number(&self, number: i64) -> Result<Page, Error> {
        self.numbered(Some(number)).await
    }

    async fn numbered(&self, number: Option<i64>) -> Result<Page, Error> {
        let ListJobsResponse { mut data, pagination, .. } = self.fetch(number).await?;
        data.retain(|job| self.filter.keeps(job));
        Ok(Page { jobs: data, pagination })
    }

    /// One page as the server sends it.
    pub(super) async fn fetch(&self, number: Option<i64>) -> Result<ListJobsResponse, Error> {
        let api = self.client.api();
        let query = &self.query;
        let mut request = api.list_jobs();
        // The generated setters take no `Option`: what is unset is not sent.
        if let Some(id) = &query.environment {
            request = request.environment_id(id);
        }
        if let Some(id) = &query.space {
            request = request.space_id(id);
        }
        if let Some(id) = &query.workbook {
            request = request.workbook_id(id);
        }
        if let Some(id) = &query.file {
            request = request.file_id(id);
        }
        if let Some(id) = &query.parent {
            request = request.parent_id(id);
        }
        if let Some(id) = &query.source {
            request = request.source(id);
        }
        if let Some(exclude) = query.exclude_child_jobs {
            request = request.exclude_child_jobs(exclude);
        }
        if let Some(direction) = &query.sort {
            request = request.sort_direction(direction.clone());
        }
        if let Some(jobs) = query.page_size {
            request = request.page_size(jobs);
        }
        if let Some(number) = number {
            request = request.page_number(number);
        }
        Ok(request.send().await?.into_inner())
    }
}
