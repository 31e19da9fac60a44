//! What a client believes of a job when it is done with it.

use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::Sandbox;
use serde::Deserialize;

/// One job, as one client left it.
#[derive(Debug, Deserialize)]
pub struct Belief {
    pub job: String,
    /// A status that is an end, `gone`, or `unknown`.
    believes: String,
}

impl Belief {
    pub fn of(job: String, status: Option<JobStatus>) -> Self {
        let believes = status.map_or_else(|| "unknown".to_owned(), |status| status.to_string());
        Self { job, believes }
    }

    pub fn gone(job: String) -> Self {
        Self { job, believes: "gone".to_owned() }
    }

    pub fn unknown(job: String) -> Self {
        Self::of(job, None)
    }

    pub fn is_known(&self) -> bool {
        self.believes != "unknown"
    }

    /// What is wrong with it, by what really is.
    pub fn wrong(&self, sandbox: &Sandbox) -> Option<String> {
        let status = sandbox.job(&self.job).map(|job| job.status.map(|status| status.to_string()));
        let is = status.map_or_else(|| "gone".to_owned(), Option::unwrap_or_default);
        let wrong = self.is_known() && is != self.believes;
        wrong
            .then(|| format!("{}: it is {is}, and its client believes {}", self.job, self.believes))
    }
}
