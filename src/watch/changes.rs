//! The changes of a job, as a stream.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;

use super::pace::Pace;
use crate::api::types::Job;
use crate::error::Error;
use crate::job::JobHandle;

type Read = Pin<Box<dyn Future<Output = Result<Job, Error>> + Send>>;

/// The changes of a job until its end; made by [`JobHandle::watch`].
///
/// It is a [`Stream`], and has a [`next`](Self::next) of its own for those who
/// need no more.
#[must_use = "a stream does nothing unless it is asked"]
pub struct JobWatch {
    handle: JobHandle,
    pace: Pace,
    last: Option<Job>,
    after: After,
}

/// What comes next.
enum After {
    /// Nothing was asked yet.
    Begin,
    Read(Read),
    End,
}

impl JobHandle {
    /// Follows the job: as it is, each change of it, and its end as the last.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # let id = sandbox.add_executing_job("exportOrders");
    /// # client.job(&id).complete("1000 orders").await?;
    /// let mut changes = client.job(&id).watch();
    /// while let Some(job) = changes.next().await {
    ///     let job = job?;
    ///     println!("{:?}, {:?} %: {:?}", job.status, job.progress, job.info);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Flatfile has no other way to follow a job than to read it. It is read
    /// each second while it changes, and less often, down to every 30 seconds,
    /// while it does not: [`JobWatch::every`] sets both. What changes twice
    /// between two reads is one change. After reads that fail it waits twice as
    /// long each time, and as long as the server asks (`Retry-After`), up to an
    /// hour.
    ///
    /// # Errors
    ///
    /// A read that fails is an error in its place, and it goes on. It is the
    /// last one where going on is of no use: the id is bad, the token may not
    /// see the job, the job is not there, or ten reads in a row have failed. What a
    /// proxy's page says of the job or the token is none of these: it may be gone
    /// with the next read.
    #[doc(alias = "poll")]
    pub fn watch(&self) -> JobWatch {
        let (pace, after) = (Pace::default(), After::Begin);
        JobWatch { handle: self.clone(), pace, last: None, after }
    }
}

impl JobWatch {
    /// How often the job is read: at the least so long after another while it
    /// changes, and at the most while it does not. No wait is below ten
    /// milliseconds, and a most that is below the least counts as the least.
    pub fn every(mut self, least: Duration, most: Duration) -> Self {
        self.pace = Pace::between(least, most);
        self
    }

    /// The next change, or none after the end; see [`JobHandle::watch`].
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing: a read under way is waited for by the
    /// next call.
    pub async fn next(&mut self) -> Option<Result<Job, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    fn read(&self, wait: Duration) -> After {
        let handle = self.handle.clone();
        After::Read(Box::pin(async move {
            if !wait.is_zero() {
                let timer = Arc::clone(&handle.client().shared().timer);
                timer.sleep(wait).await;
                // A timer may come back at once, and again and again.
                tokio::task::yield_now().await;
            }
            let job = handle.get().await?;
            match job.id == handle.id() {
                true => Ok(job),
                false => Err(Error::odd("the response is about another job")),
            }
        }))
    }
}

impl Stream for JobWatch {
    type Item = Result<Job, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            let read = match &mut this.after {
                After::End => return Poll::Ready(None),
                After::Begin => {
                    this.after = this.read(Duration::ZERO);
                    continue;
                }
                After::Read(read) => ready!(read.as_mut().poll(context)),
            };
            let job = match read {
                Ok(job) => job,
                Err(error) => {
                    this.after = match this.pace.failed(&error) {
                        Some(wait) => this.read(wait),
                        None => After::End,
                    };
                    return Poll::Ready(Some(Err(error)));
                }
            };
            if job.is_ended() {
                this.after = After::End;
                return Poll::Ready(Some(Ok(job)));
            }
            if this.last.as_ref() == Some(&job) {
                let wait = this.pace.unchanged();
                this.after = this.read(wait);
                continue;
            }
            let wait = this.pace.changed();
            this.after = this.read(wait);
            this.last = Some(job.clone());
            return Poll::Ready(Some(Ok(job)));
        }
    }
}

impl fmt::Debug for JobWatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JobWatch")
            .field("job", &self.handle.id())
            .field("pace", &self.pace)
            .finish_non_exhaustive()
    }
}
