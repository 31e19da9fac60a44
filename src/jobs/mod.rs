//! Finding and making jobs: filters, one page, the stream over all pages, and
//! their ids alone. [`pager`] decides which page comes next, without I/O. One odd
//! job on a page does not cost the others (`api::read`).

mod create;
mod filter;
#[cfg(feature = "worker")]
mod has;
mod ids;
mod list;
mod narrow;
mod page;
mod pager;
mod preview;
mod seen;
mod stream;

use std::fmt;
use std::time::Duration;

use crate::api::types::{JobId, SortDirection};
use crate::client::Client;
use crate::retry::Retries;

pub use ids::JobIds;
pub use page::Page;
pub use stream::JobStream;

use filter::Filter;

/// Jobs, narrowed by filters; made by [`Client::jobs`].
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
/// # let client = sandbox.client()?;
/// use flatfile_jobs::api::types::JobStatus;
///
/// let mut jobs = client.jobs().space("us_sp_YOUR_ID").status(JobStatus::Executing).stream();
/// while let Some(job) = jobs.next().await {
///     println!("{} is still running", job?.id);
/// }
/// # Ok(())
/// # }
/// ```
///
/// The server knows the filters environment, space, workbook, file, parent,
/// source and `exclude_child_jobs`. It has none for status, operation, type or
/// age: those are applied on this side, to what the server sends, and cost the
/// reading of the jobs that they leave out.
///
/// | To have | Use |
/// |---|---|
/// | a look at some | [`page`](Self::page) |
/// | all, one after the other | [`stream`](Self::stream) |
/// | all, to delete, end or retry them | [`ids`](Self::ids) |
///
/// # Errors
///
/// Every call fails with [`Error`](crate::Error), whose predicates say what
/// happened. Requests for pages change nothing and are tried again, each within
/// the bounds of [`Retries`]; to [`create`](Self::create) is only tried again
/// where it surely was not done.
///
/// # Cancel safety
///
/// What reads can be dropped at any await, and loses nothing but what it has
/// read. After a [`create`](Self::create) that was dropped the job may have
/// been made or not.
#[derive(Clone)]
#[must_use]
pub struct Jobs {
    client: Client,
    query: Query,
    filter: Filter,
}

/// What goes to the server.
#[derive(Clone, Debug, Default)]
struct Query {
    environment: Option<String>,
    space: Option<String>,
    workbook: Option<String>,
    file: Option<String>,
    parent: Option<JobId>,
    source: Option<String>,
    exclude_child_jobs: Option<bool>,
    sort: Option<SortDirection>,
    page_size: Option<u32>,
}

impl Client {
    /// Jobs: to list, and to create.
    #[doc(alias = "list")]
    pub fn jobs(&self) -> Jobs {
        let environment = self.environment_id().map(str::to_owned);
        Jobs {
            client: self.clone(),
            query: Query { environment, ..Query::default() },
            filter: Filter::default(),
        }
    }
}

impl Jobs {
    /// Only jobs of this environment, instead of the client's own.
    pub fn environment(mut self, id: impl Into<String>) -> Self {
        self.query.environment = Some(id.into());
        self
    }

    /// Only jobs of this space.
    pub fn space(mut self, id: impl Into<String>) -> Self {
        self.query.space = Some(id.into());
        self
    }

    /// Only jobs of this workbook.
    pub fn workbook(mut self, id: impl Into<String>) -> Self {
        self.query.workbook = Some(id.into());
        self
    }

    /// Only jobs about this file.
    pub fn file(mut self, id: impl Into<String>) -> Self {
        self.query.file = Some(id.into());
        self
    }

    /// Only the parts of this job.
    pub fn parent(mut self, id: impl Into<JobId>) -> Self {
        self.query.parent = Some(id.into());
        self
    }

    /// Only jobs that work on this file, workbook, sheet or app.
    pub fn source(mut self, id: impl Into<String>) -> Self {
        self.query.source = Some(id.into());
        self
    }

    /// Without the parts of other jobs, unless a parent is named.
    pub fn exclude_child_jobs(mut self, exclude: bool) -> Self {
        self.query.exclude_child_jobs = Some(exclude);
        self
    }

    /// In which direction they are sorted. By which member is not documented.
    pub fn sort(mut self, direction: SortDirection) -> Self {
        self.query.sort = Some(direction);
        self
    }

    /// How many jobs a page has at the most. The server's own number is 20; it
    /// may cap yours.
    pub fn page_size(mut self, jobs: u32) -> Self {
        self.query.page_size = Some(jobs);
        self
    }

    /// How long one attempt may take, instead of the client's own limit.
    pub fn with_timeout(self, timeout: Duration) -> Self {
        self.with(|client| client.with_timeout(timeout))
    }

    /// How often, how long and how patiently each request is tried, instead
    /// of the client's own bounds; see [`Retries`].
    pub fn with_retries(self, retries: Retries) -> Self {
        self.with(|client| client.with_retries(retries))
    }

    /// How large a response may be, in bytes, instead of the client's own limit.
    pub fn with_max_response_bytes(self, bytes: usize) -> Self {
        self.with(|client| client.with_max_response_bytes(bytes))
    }

    /// One header more; see [`Client::with_header`].
    pub fn with_header(self, name: &str, value: &str) -> Self {
        self.with(|client| client.with_header(name, value))
    }

    /// One query parameter more; see [`Client::with_query`].
    pub fn with_query(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.with(|client| client.with_query(name, value))
    }

    fn with(mut self, change: impl FnOnce(Client) -> Client) -> Self {
        self.client = change(self.client);
        self
    }
}

impl fmt::Debug for Jobs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Jobs")
            .field("query", &self.query)
            .field("filter", &self.filter)
            .finish_non_exhaustive()
    }
}
