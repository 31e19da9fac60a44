//! All jobs of a list, page by page.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::Jobs;
use super::list::Listed;
use super::pager::{Next, Pager, Sight};
use super::seen::{Row, Seen};
use crate::api::OperationId;
use crate::api::types::Job;
use crate::error::Error;

type Listing = Pin<Box<dyn Future<Output = Result<Listed, Error>> + Send>>;

/// All jobs of a list, in the order of the server; made by [`Jobs::stream`].
///
/// It is a [`Stream`], and has a [`next`](Self::next) of its own for those who
/// need no more. The next page is asked for when the jobs at hand are used up.
#[must_use = "a stream does nothing unless it is asked"]
pub struct JobStream {
    jobs: Jobs,
    pager: Pager,
    seen: Seen,
    rows: VecDeque<Row>,
    after: After,
}

/// What comes after the jobs at hand.
enum After {
    /// A page under way.
    Page(Listing),
    /// One that is begun when others had their turn: a transport may be ready
    /// at once, and pages without a job may be many.
    Turn(Listing),
    Error(Error),
    End,
}

impl Jobs {
    /// All jobs that pass the filters, as they are asked for.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// let mut jobs = client.jobs().space("us_sp_YOUR_ID").stream();
    /// while let Some(job) = jobs.next().await {
    ///     match job {
    ///         Ok(job) => println!("{} is {:?}", job.id, job.status),
    ///         Err(error) => eprintln!("{error}"),
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Do not remove jobs while you go through them
    ///
    /// Jobs that leave the list move all that follow to earlier pages, and the
    /// next page begins behind as many that were never seen: who deletes each
    /// job that comes skips every second page. To end, retry or update jobs
    /// does the same where the server sorts by what it changes. Read the ids
    /// first:
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// let found = client.jobs().space("us_sp_YOUR_ID").ids().await?;
    /// for id in found.ids {
    ///     client.job(id).delete().await?;
    /// }
    /// for error in found.unreadable {
    ///     eprintln!("left alone: {error}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// See [`ids`](Self::ids).
    ///
    /// # Which pages are read
    ///
    /// Those that the server's pagination counts, where its numbers make sense.
    /// Where they do not, or are missing, one page after the other as long as
    /// they bring new jobs, which is one request more than there are pages. A
    /// job that moves between pages while they are read is given once.
    ///
    /// For that, the ids of all jobs that came are kept: between 40 and 80
    /// bytes a job, so up to 80 MB for a million of them. All else is one page
    /// at a time. Who can do with less gives it up with
    /// [`allow_repeats`](JobStream::allow_repeats).
    ///
    /// # Errors
    ///
    /// - A job that cannot be read is an error in its place, whatever the
    ///   filters of this side are, and the others follow: it
    ///   [is a contract mismatch](Error::is_contract_mismatch), its message
    ///   names the member, and [`Error::job`] is the id, where there is one.
    /// - A request that fails is whatever [`Error`] can be, and the last item.
    /// - So is a list that does not come to an end: of more than 100,000
    ///   pages, or where 11 pages in a row bring no new job and the server
    ///   says that there are more. It is a
    ///   [contract mismatch](Error::is_contract_mismatch) too.
    pub fn stream(&self) -> JobStream {
        JobStream {
            jobs: self.clone(),
            pager: Pager::default(),
            seen: Seen::default(),
            rows: VecDeque::new(),
            after: After::Page(listing(self.clone(), None)),
        }
    }
}

impl JobStream {
    /// Lets a job come more than once, and keeps no more than one page in
    /// memory, however long the list is.
    ///
    /// Only the ids of the last page are kept then. A job that moved from that
    /// page to this one is still given once, which is what happens when jobs are
    /// created meanwhile; one that moved further comes again. It is for readers
    /// to whom that does no harm, because they write each job to where it may
    /// stand already.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # sandbox.add_executing_job("exportOrders");
    /// use std::collections::HashMap;
    ///
    /// let mut statuses = HashMap::new();
    /// let mut jobs = client.jobs().page_size(1000).stream().allow_repeats();
    /// while let Some(job) = jobs.next().await {
    ///     let job = job?;
    ///     statuses.insert(job.id, job.status);
    /// }
    /// # assert_eq!(statuses.len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn allow_repeats(mut self) -> Self {
        self.seen.keep_one_page();
        self
    }

    /// The next job, or none at the end; see [`Jobs::stream`] for the errors.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing: a page under way is waited for by
    /// the next call.
    pub async fn next(&mut self) -> Option<Result<Job, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The next row; the outer error is of the list, and the last that comes.
    pub(super) async fn next_row(&mut self) -> Option<Result<Row, Error>> {
        poll_fn(|context| self.poll_row(context)).await
    }

    fn poll_row(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Row, Error>>> {
        loop {
            if let Some(row) = self.rows.pop_front() {
                return Poll::Ready(Some(Ok(row)));
            }
            let listed = match mem::replace(&mut self.after, After::End) {
                After::End => return Poll::Ready(None),
                After::Error(error) => return Poll::Ready(Some(Err(error))),
                After::Turn(listing) => {
                    self.after = After::Page(listing);
                    context.waker().wake_by_ref();
                    return Poll::Pending;
                }
                After::Page(mut listing) => match listing.as_mut().poll(context) {
                    Poll::Ready(listed) => listed,
                    Poll::Pending => {
                        self.after = After::Page(listing);
                        return Poll::Pending;
                    }
                },
            };
            match listed {
                Ok(listed) => self.take(listed),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
    }

    fn take(&mut self, Listed { mut rows, pagination }: Listed) {
        let numbers = pagination.map(|it| (it.current_page, it.page_count));
        let before = rows.len();
        let new = self.seen.keep_new(&mut rows);
        self.after = match self.pager.next(Sight { rows: before, new, numbers }) {
            Next::Page(number) => After::Turn(listing(self.jobs.clone(), Some(number))),
            Next::End => After::End,
            Next::GiveUp(why) => {
                let error = Error::odd_list(why.to_string());
                After::Error(error.about(OperationId::ListJobs.operation(), None))
            }
        };
        let filter = &self.jobs.filter;
        let keeps = |row: &Row| row.as_ref().map_or(true, |job| filter.keeps(job));
        self.rows.extend(rows.into_iter().filter(keeps));
    }
}

fn listing(jobs: Jobs, number: Option<i64>) -> Listing {
    Box::pin(async move { jobs.list(number).await })
}

impl Stream for JobStream {
    type Item = Result<Job, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let row = ready!(self.get_mut().poll_row(context));
        Poll::Ready(row.map(|row| row.and_then(|job| job)))
    }
}

impl fmt::Debug for JobStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JobStream").field("jobs", &self.jobs).finish_non_exhaustive()
    }
}
