//! Putting jobs in the queue.

use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;

use flatfile_jobs::Client;
use flatfile_jobs::api::types::JobStatus;
use futures_core::Stream;
use riverqueue::InsertOpts;
use tracing::warn;

use crate::backoff::wait;
use crate::entry::{Entry, insert_opts};
use crate::error::Error;
use crate::store::Pool;

/// Puts jobs in the queue, each once. Any number of them may do so, with the
/// same jobs; clones are the same one.
#[derive(Clone)]
pub struct Dispatcher {
    river: riverqueue::Client,
    queue: Arc<str>,
    opts: InsertOpts,
}

/// What came of putting a job in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// It is in the queue now.
    New,
    /// It was there already: waiting, running, or to be tried again.
    Known,
}

/// What came of putting jobs in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PutCounts {
    /// How many are in the queue now.
    pub new: u64,
    /// How many were there already.
    pub known: u64,
    /// How many jobs of the list could not be read.
    pub unreadable: u64,
}

impl PutCounts {
    fn add(&mut self, put: Put) {
        match put {
            Put::New => self.new += 1,
            Put::Known => self.known += 1,
        }
    }
}

impl Dispatcher {
    pub(crate) fn new(pool: &Pool, queue: &Arc<str>, attempts: i32) -> Result<Self, Error> {
        let river = pool.river().build();
        let river = river.map_err(|error| Error::database("be used", error))?;
        let opts = insert_opts(queue, attempts);
        Ok(Self { river, queue: Arc::clone(queue), opts })
    }

    /// Puts one job in, by its id. That it is there already is no error.
    ///
    /// # Errors
    ///
    /// When the database does not take it; it may be put in again.
    pub async fn put(&self, job: impl Into<String>) -> Result<Put, Error> {
        let entry = Entry { job_id: job.into() };
        let put = self.river.insert(entry).opts(self.opts.clone()).await;
        let put = put.map_err(|error| Error::database("take a job", error))?;
        Ok(match put.unique_skipped_as_duplicate {
            true => Put::Known,
            false => Put::New,
        })
    }

    /// Puts in what is ready now, by a list of all jobs; of the client's
    /// environment, where it has one.
    ///
    /// # Errors
    ///
    /// [`is_list`](Error::is_list) where the list cannot be read to its end,
    /// [`is_database`](Error::is_database) where the database takes no more.
    /// What was put in until then stays.
    pub async fn put_ready(&self, client: &Client) -> Result<PutCounts, Error> {
        let mut counts = PutCounts::default();
        let mut jobs = client.jobs().status(JobStatus::Ready).stream();
        while let Some(job) = jobs.next().await {
            match job {
                Ok(job) => counts.add(self.put(job.id.to_string()).await?),
                Err(error) if error.is_unreadable_entry() => counts.unreadable += 1,
                Err(error) => return Err(Error::list(error)),
            }
        }
        Ok(counts)
    }

    /// Puts in each job of a stream of ids, until that ends: events, say. While
    /// the database is away the stream waits, so that no id is lost.
    ///
    /// # Cancel safety
    ///
    /// To drop it loses the id that is being put in, at the most.
    pub async fn follow(&self, ids: impl Stream<Item = String>) -> PutCounts {
        let mut counts = PutCounts::default();
        let mut ids = pin!(ids);
        while let Some(id) = poll_fn(|context| ids.as_mut().poll_next(context)).await {
            let mut errors = 0;
            loop {
                match self.put(id.as_str()).await {
                    Ok(put) => break counts.add(put),
                    Err(error) => {
                        warn!(job = id, error = &error as &dyn std::error::Error, "tried again");
                        tokio::time::sleep(wait(errors, fastrand::f64()) / 2).await;
                        // Half a minute is the longest that jobs wait in vain.
                        errors = (errors + 1).min(5);
                    }
                }
            }
        }
        counts
    }
}

impl fmt::Debug for Dispatcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dispatcher").field("queue", &self.queue).finish_non_exhaustive()
    }
}
