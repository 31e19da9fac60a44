//! One event for each retry, each read that settles, and each doubt, for an
//! ordinary log: the spans say the same to those who trace.
//!
//! They hold no query, no body and no header.

use std::time::Duration;

use crate::api::Operation;
use crate::error::{Attempt, Outcome, status};
use crate::meters;
use crate::retry::found::ReadSeen;

/// The target of all events and spans: the crate, as its users name it.
pub(crate) const TARGET: &str = "flatfile_jobs";

/// Another turn comes after this wait.
pub(super) fn waiting(
    operation: &Operation,
    job: Option<&str>,
    last: Option<&Attempt>,
    delay: Duration,
) {
    meters::retried(operation);
    tracing::info!(
        target: TARGET,
        operation = operation.name,
        flatfile.job.id = job,
        last = last.map(tracing::field::display),
        "waiting {delay:.1?} before another try"
    );
}

/// The response to an end leaves it open whether the job has ended.
pub(super) fn in_doubt(operation: &Operation, job: Option<&str>, outcome: &Outcome) {
    tracing::warn!(
        target: TARGET,
        operation = operation.name,
        flatfile.job.id = job,
        http.response.status_code = status(outcome),
        "it is unknown whether the job has ended: reading it"
    );
}

/// The job was read to settle its end.
pub(super) fn looked(operation: &Operation, job: Option<&str>, seen: &ReadSeen) {
    tracing::info!(
        target: TARGET,
        operation = operation.name,
        flatfile.job.id = job,
        "the job was read: {seen}"
    );
}

/// The bounds ran out before the end was settled.
pub(super) fn left_in_doubt(operation: &Operation, job: Option<&str>) {
    meters::in_doubt(operation);
    tracing::error!(
        target: TARGET,
        operation = operation.name,
        flatfile.job.id = job,
        "it stays unknown whether the job has ended"
    );
}
