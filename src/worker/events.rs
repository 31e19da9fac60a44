//! What a worker says while it works, for an ordinary log.

use std::time::Duration;

use super::report::WorkerReport;
use super::source::Source;
use crate::call::TARGET;
use crate::error::Error;
use crate::runner::RunError;

/// A source failed, and is asked again.
pub(super) fn source_failed(source: Source, error: &Error, wait: Duration) {
    tracing::warn!(
        target: TARGET,
        error = %error,
        "the worker could not read {source}; it tries again in {wait:.1?}"
    );
}

/// Something in what a source brought could not be read.
pub(super) fn unreadable(source: &str, error: &Error) {
    tracing::warn!(
        target: TARGET,
        error = %error,
        flatfile.job.id = error.job(),
        "one of {source} could not be read, and was passed over"
    );
}

/// A job could not be read or acknowledged.
pub(super) fn not_begun(job: &str, error: &RunError) {
    tracing::warn!(
        target: TARGET,
        error = %error,
        flatfile.job.id = job,
        "the job was not begun, and is ready still"
    );
}

/// The server did not let a job begin that was ready.
pub(super) fn refused(job: &str, error: &RunError) {
    tracing::info!(target: TARGET, error = %error, flatfile.job.id = job, "a job was passed over");
}

/// A run did not bring its job to an end.
pub(super) fn run_failed(job: &str, error: &RunError) {
    tracing::error!(target: TARGET, error = %error, flatfile.job.id = job, "a run failed");
}

/// Something that the user has given the worker panicked.
pub(super) fn panicked(what: &str) {
    tracing::error!(target: TARGET, "{what} of the worker panicked");
}

/// Kept ends were taken up.
#[cfg(feature = "outbox")]
pub(super) fn settled(report: &crate::outbox::Report) {
    use crate::outbox::Fate;

    for delivery in &report.deliveries {
        let job = delivery.end.job();
        match &delivery.fate {
            Fate::Settled(_) => {
                tracing::info!(target: TARGET, { flatfile.job.id = job }, "a kept end was settled");
            }
            Fate::Dropped(error) => tracing::warn!(
                target: TARGET,
                error = %error,
                flatfile.job.id = job,
                "a kept end was dropped"
            ),
            Fate::Left(error) => tracing::warn!(
                target: TARGET,
                error = %error,
                flatfile.job.id = job,
                "a kept end stays in the outbox"
            ),
        }
    }
    for error in &report.unreadable {
        tracing::error!(target: TARGET, error = %error, "an entry of the outbox is no end");
    }
}

/// The outbox could not be read while the worker ran.
#[cfg(feature = "outbox")]
pub(super) fn outbox_failed(error: &Error) {
    tracing::error!(target: TARGET, error = %error, "the outbox could not be settled");
}

/// The worker begins nothing new.
pub(super) fn stopping(running: usize) {
    tracing::info!(target: TARGET, running, "the worker stops, and waits for what runs");
}

/// The worker begins nothing new, and tells nobody.
pub(super) fn draining(running: usize) {
    tracing::info!(target: TARGET, running, "the worker begins no more jobs, and waits for what runs");
}

/// A second signal came.
pub(super) fn halted(running: usize) {
    tracing::warn!(target: TARGET, running, "the worker stops at once");
}

/// The worker is over.
pub(super) fn stopped(report: &WorkerReport) {
    tracing::info!(target: TARGET, "the worker has stopped: {report}");
}
