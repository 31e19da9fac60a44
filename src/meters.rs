//! What is measured, where it happens. Without the feature `metrics` each of
//! these does nothing.

use std::time::Duration;

use crate::api::Operation;
use crate::api::types::JobStatus;

/// A request is sent again.
pub(crate) fn retried(operation: &Operation) {
    #[cfg(feature = "metrics")]
    metrics::counter!(crate::metrics::RETRIES, "call" => operation.name).increment(1);
    let _ = operation;
}

/// An end stays in doubt.
pub(crate) fn in_doubt(operation: &Operation) {
    #[cfg(feature = "metrics")]
    metrics::counter!(crate::metrics::IN_DOUBT, "call" => operation.name).increment(1);
    let _ = operation;
}

/// A handler at work; it works until this is dropped.
pub(crate) struct Working;

impl Working {
    pub(crate) fn begin() -> Self {
        #[cfg(feature = "metrics")]
        metrics::gauge!(crate::metrics::RUNNING).increment(1.0);
        Self
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        #[cfg(feature = "metrics")]
        metrics::gauge!(crate::metrics::RUNNING).decrement(1.0);
    }
}

/// A run is over; without a status the job was left.
pub(crate) fn run_over(end: Option<JobStatus>, took: Duration) {
    #[cfg(feature = "metrics")]
    {
        let end = end.as_ref().map_or("left", JobStatus::as_str).to_owned();
        metrics::counter!(crate::metrics::RUNS, "end" => end.clone()).increment(1);
        metrics::histogram!(crate::metrics::HANDLER_SECONDS, "end" => end)
            .record(took.as_secs_f64());
    }
    let _ = (end, took);
}

/// The outbox holds so many ends.
#[cfg(feature = "outbox")]
pub(crate) fn outbox_holds(ends: usize) {
    #[cfg(feature = "metrics")]
    metrics::gauge!(crate::metrics::OUTBOX).set(ends as f64);
    let _ = ends;
}

/// The outbox holds one end more, or one less.
#[cfg(feature = "outbox")]
pub(crate) fn outbox_changes(more: bool) {
    #[cfg(feature = "metrics")]
    {
        let gauge = metrics::gauge!(crate::metrics::OUTBOX);
        if more { gauge.increment(1.0) } else { gauge.decrement(1.0) }
    }
    let _ = more;
}

/// The oldest job that waits for its turn.
#[cfg(feature = "worker")]
pub(crate) fn oldest_ready(age: impl FnOnce() -> Option<Duration>) {
    #[cfg(feature = "metrics")]
    metrics::gauge!(crate::metrics::OLDEST_READY_SECONDS)
        .set(age().unwrap_or_default().as_secs_f64());
    #[cfg(not(feature = "metrics"))]
    let _ = age;
}
