//! The one end of a run.

use std::sync::Arc;

use super::canceled::CancelReason;
use super::handler::Returned;
use super::options::OnShutdown;
use super::report::RunEnd;
use super::sight::Sight;
use crate::api::OperationId;
use crate::api::types::{Job, JobCancelDetails};
use crate::call::SettledBy;
use crate::error::Error;
use crate::job::{JobHandle, Settled};
use crate::outcome::Outcome;

/// An end to send.
#[derive(Debug)]
pub(super) enum End {
    Complete(Outcome),
    Fail(Outcome),
    Cancel(JobCancelDetails),
}

/// What came of an end that was not lost.
#[derive(Debug)]
pub(super) enum Sent {
    Ended(RunEnd, Box<Settled>),
    /// Nothing, or nothing that counts: why the run did not go on.
    Left(CancelReason),
}

/// Which end a job gets; none where it is left as it is.
pub(super) fn end_of(
    returned: &Returned,
    reason: Option<&CancelReason>,
    on_shutdown: &OnShutdown,
) -> Option<End> {
    if reason.is_some_and(CancelReason::is_final) {
        return None;
    }
    let stopped = || match (reason, on_shutdown) {
        (Some(CancelReason::Shutdown), OnShutdown::Fail(outcome)) => {
            Some(End::Fail(outcome.clone()))
        }
        (Some(CancelReason::Shutdown), OnShutdown::Cancel(details)) => {
            Some(End::Cancel(details.clone()))
        }
        (Some(CancelReason::Shutdown), OnShutdown::Leave) => None,
        (reason, _) => {
            let message =
                reason.map_or_else(|| "the handler was dropped".into(), ToString::to_string);
            Some(End::Fail(Outcome::new().message(message)))
        }
    };
    match returned {
        Returned::Done(outcome) => Some(End::Complete(outcome.clone())),
        // Only one that stopped because it was told to is stopped: another
        // failure counts, also at the last moment.
        Returned::Failed(error) if error.is_canceled() => stopped(),
        Returned::Failed(error) => Some(End::Fail(error.outcome())),
        Returned::Panicked(text) => {
            let message = match text.trim() {
                "" => "the handler panicked".to_owned(),
                text => format!("the handler panicked: {text}"),
            };
            Some(End::Fail(Outcome::new().message(message)))
        }
        Returned::Abandoned => stopped(),
    }
}

/// Sends an end to the run that was seen. A job that was seen too long ago is
/// read first: an end is sent into no other run, and over no other end.
///
/// # Errors
///
/// The end did not get through, or may have; nothing else is sent.
pub(super) async fn send(handle: &JobHandle, sight: &mut Sight, end: End) -> Result<Sent, Error> {
    let timer = Arc::clone(&handle.client().shared().timer);
    if !sight.is_fresh(timer.now()) {
        look(handle, sight).await;
    }
    if let Some(reason) = &sight.over {
        return Ok(Sent::Left(reason.clone()));
    }
    let meant = handle.clone().with_run(&sight.begun);
    let (ended, result) = match end {
        End::Complete(outcome) => (RunEnd::Completed, meant.complete(outcome).await),
        End::Fail(outcome) => (RunEnd::Failed, meant.fail(outcome).await),
        End::Cancel(details) => (RunEnd::Canceled, meant.cancel(details).await),
    };
    let error = match result {
        Ok(settled) => return Ok(Sent::Ended(ended, Box::new(settled))),
        Err(error) => error,
    };
    if error.known_end().is_some() {
        // It has ended as it should: only the response cannot be read.
        let job = Job::clone(&sight.latest);
        let attempts = error.attempts().to_vec();
        let by = match attempts.last() {
            Some(last) if last.operation.id == OperationId::GetJob => SettledBy::Read,
            _ => SettledBy::Response,
        };
        return Ok(Sent::Ended(ended, Box::new(Settled { job, by, attempts })));
    }
    if let Some(status) = error.other_end() {
        return Ok(Sent::Left(CancelReason::Ended(status.canonical())));
    }
    if error.is_another_run() {
        return Ok(Sent::Left(CancelReason::AnotherRun));
    }
    if error.is_conflict() {
        look(handle, sight).await;
        if let Some(reason) = &sight.over {
            return Ok(Sent::Left(reason.clone()));
        }
    }
    Err(error)
}

/// Reads the job. Where nobody can look, the server will say what it thinks of
/// the end.
async fn look(handle: &JobHandle, sight: &mut Sight) {
    let asked = handle.client().shared().timer.now();
    match handle.get().await {
        Ok(job) if job.id == handle.id() => drop(sight.update(job, asked)),
        Ok(_) => {}
        Err(error) => drop(sight.glance(&error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::types::JobStatus;
    use crate::runner::handler::HandlerError;

    fn told(returned: &Returned, reason: Option<CancelReason>, policy: &OnShutdown) -> String {
        let end = end_of(returned, reason.as_ref(), policy);
        end.map_or_else(
            || "left".into(),
            |end| format!("{end:?}").split('(').next().unwrap().into(),
        )
    }

    #[test]
    fn exactly_one_end() {
        use CancelReason::{AnotherRun, Ended, Gone, Shutdown};

        let done = Returned::Done("x".into());
        let failed = Returned::Failed("x".into());
        let panicked = Returned::Panicked("x".into());
        let stopped = || Returned::Failed(HandlerError::canceled(Shutdown));
        let cancel = OnShutdown::Cancel(JobCancelDetails::default());
        let fail = OnShutdown::default();
        for (returned, reason, policy, expected) in [
            (&done, None, &fail, "Complete"),
            (&failed, None, &fail, "Fail"),
            (&panicked, None, &fail, "Fail"),
            (&done, Some(Shutdown), &fail, "Complete"),
            (&failed, Some(Shutdown), &OnShutdown::Leave, "Fail"),
            (&panicked, Some(Shutdown), &OnShutdown::Leave, "Fail"),
            (&stopped(), Some(Shutdown), &fail, "Fail"),
            (&stopped(), Some(Shutdown), &cancel, "Cancel"),
            (&stopped(), Some(Shutdown), &OnShutdown::Leave, "left"),
            (&Returned::Abandoned, Some(Shutdown), &OnShutdown::Leave, "left"),
            (&Returned::Abandoned, Some(Shutdown), &fail, "Fail"),
            (&Returned::Abandoned, Some(Gone), &OnShutdown::Leave, "Fail"),
            (&done, Some(Gone), &fail, "Complete"),
            (&done, Some(Ended(JobStatus::Canceled)), &fail, "left"),
            (&failed, Some(AnotherRun), &fail, "left"),
            (&Returned::Abandoned, Some(AnotherRun), &fail, "left"),
        ] {
            assert_eq!(told(returned, reason.clone(), policy), expected, "{returned:?} {reason:?}");
        }
    }
}
