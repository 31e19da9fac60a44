//! One look at a job. The library has nothing that waits; when it has, this is
//! the file to replace.

use flatfile_jobs::Client;
use flatfile_jobs::api::types::Job;

use crate::failure::{Failure, Kind};

/// What a look brought.
#[derive(Debug)]
pub enum Look {
    Seen(Box<Job>),
    /// Not now; it is worth looking again.
    Missed(Failure),
    /// It will not be seen.
    Lost(Failure),
}

/// Looks at a job once, within the client's bounds.
pub async fn look(client: &Client, id: &str) -> Look {
    match client.job(id).get().await {
        Ok(job) => Look::Seen(Box::new(job)),
        Err(error) => {
            let failure = Failure::from(error);
            match failure.kind {
                Kind::Unavailable => Look::Missed(failure),
                _ => Look::Lost(failure),
            }
        }
    }
}
