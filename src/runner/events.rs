//! One event for each panic, each failure, and each run that was left, for an
//! ordinary log. The text of a panic is in it: nobody else shows that.

use super::canceled::CancelReason;
use super::handler::Returned;
use crate::call::TARGET;

/// A handler has returned.
pub(super) fn returned(job: &str, returned: &Returned) {
    match returned {
        Returned::Done(_) => {}
        Returned::Failed(error) => {
            tracing::warn!(target: TARGET, { flatfile.job.id = job }, "the handler failed: {error}");
        }
        Returned::Panicked(text) => {
            tracing::error!(target: TARGET, { flatfile.job.id = job }, "the handler panicked: {text}");
        }
        Returned::Abandoned => {
            tracing::warn!(
                target: TARGET,
                { flatfile.job.id = job },
                "the handler did not stop in time, and was dropped"
            );
        }
    }
}

/// Nothing was sent.
pub(super) fn left(job: &str, reason: &CancelReason) {
    tracing::warn!(target: TARGET, { flatfile.job.id = job }, "the job was left as it is: {reason}");
}
