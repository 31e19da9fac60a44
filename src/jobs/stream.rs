//! All jobs of a list, page by page.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::Jobs;
use super::pager::Pager;
use crate::api::types::{Job, ListJobsResponse};
use crate::error::Error;

type Fetching = Pin<Box<dyn Future<Output = Result<ListJobsResponse, Error>> + Send>>;

/// All jobs of a list, in the order of the server; made by [`Jobs::stream`].
///
/// It is a [`Stream`], and has a `next` of its own for those who need no more.
/// The next page is asked for when the jobs at hand are used up. After an
/// error it ends: begin again, or go on by page numbers.
#[must_use = "a stream does nothing unless it is asked"]
pub struct JobStream {
    jobs: Jobs,
    pager: Pager,
    ready: VecDeque<Job>,
    fetching: Option<Fetching>,
}

impl Jobs {
    /// All jobs that pass the filters. A job that moves between pages while
    /// they are read is given once.
    ///
    /// Without a count from the server, the list ends with a page that is
    /// empty or has no new job: one more request than there are pages.
    pub fn stream(&self) -> JobStream {
        JobStream {
            jobs: self.clone(),
            pager: Pager::default(),
            ready: VecDeque::new(),
            fetching: Some(fetching(self.clone(), None)),
        }
    }
}

impl JobStream {
    /// The next job, or none at the end. Dropping the future loses nothing: a
    /// page under way is waited for by the next call.
    pub async fn next(&mut self) -> Option<Result<Job, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

fn fetching(jobs: Jobs, number: Option<i64>) -> Fetching {
    Box::pin(async move { jobs.fetch(number).await })
}

impl Stream for JobStream {
    type Item = Result<Job, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(job) = this.ready.pop_front() {
                return Poll::Ready(Some(Ok(job)));
            }
            let Some(fetching) = &mut this.fetching else { return Poll::Ready(None) };
            let page = ready!(fetching.as_mut().poll(context));
            this.fetching = None;
            match page {
                Ok(page) => this.take(page),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}

impl JobStream {
    fn take(&mut self, mut page: ListJobsResponse) {
        let next = self.pager.take(&mut page);
        let jobs = &self.jobs;
        self.ready.extend(page.data.into_iter().filter(|job| jobs.filter.keeps(job)));
        self.fetching = next.map(|number| fetching(self.jobs.clone(), Some(number)));
    }
}

impl fmt::Debug for JobStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JobStream").field("jobs", &self.jobs).finish_non_exhaustive()
    }
}
