//! All jobs of a list, in pages as large as the server takes them.

use flatfile_jobs::api::types::Job;
use flatfile_jobs::{Error, JobStream, Jobs};

/// As many as a server may give at once; it caps a larger page on its own.
const LARGE_PAGE: u32 = 1000;

pub struct LargePages {
    jobs: Jobs,
    stream: JobStream,
    /// The size was chosen here, and no job has come yet.
    on_trial: bool,
}

impl LargePages {
    /// With pages of this size, or large ones, which need not have more jobs
    /// than are wanted.
    pub fn new(jobs: &Jobs, size: Option<u32>, wanted: Option<usize>) -> Self {
        let wanted = wanted.and_then(|wanted| u32::try_from(wanted).ok()).unwrap_or(LARGE_PAGE);
        let large = size.unwrap_or(wanted.clamp(1, LARGE_PAGE));
        let stream = jobs.clone().page_size(large).stream();
        Self { jobs: jobs.clone(), stream, on_trial: size.is_none() }
    }

    /// The next job. A server that refuses a large page is asked for its own.
    pub async fn next(&mut self) -> Option<Result<Job, Error>> {
        let next = self.stream.next().await?;
        let refused = next.as_ref().is_err_and(Error::is_bad_request);
        if std::mem::take(&mut self.on_trial) && refused {
            self.stream = self.jobs.stream();
            return self.stream.next().await;
        }
        Some(next)
    }
}
