//! The changes of a job, by the library's own watch, and what is said of those
//! that cannot be read.

use std::time::Duration;

use flatfile_jobs::api::types::Job;
use flatfile_jobs::{Client, JobWatch};
use futures_util::FutureExt;

use crate::failure::{Failure, Kind};

/// What a look brought.
#[derive(Debug)]
pub enum Look {
    Seen(Box<Job>),
    /// Not now; it is looked for again.
    Missed(Failure),
    /// It will not be seen.
    Lost(Failure),
}

/// A job that is followed.
pub struct Follow(JobWatch);

impl Follow {
    /// Begins with the next look; each is so long after another.
    pub fn new(client: &Client, id: &str, interval: Duration) -> Self {
        Self(client.job(id).watch().every(interval, interval))
    }

    /// The next change, or what kept it from being seen; nothing after the end.
    pub async fn next(&mut self) -> Option<Look> {
        Some(match self.0.next().await? {
            Ok(job) => Look::Seen(Box::new(job)),
            Err(error) => {
                let failure = Failure::from(error);
                // The watch is over where it says so at once.
                let is_over = matches!(self.0.next().now_or_never(), Some(None));
                match failure.kind {
                    Kind::Unavailable if !is_over => Look::Missed(failure),
                    _ => Look::Lost(failure),
                }
            }
        })
    }
}
