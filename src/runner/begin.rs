//! The beginning of a run: the job is read, judged, and acknowledged.

use std::sync::Arc;
use std::time::Instant;

use super::options::Beginning;
use super::run_error::{Refusal, RunError};
use super::sight::Sight;
use crate::api::types::{Job, JobStatus};
use crate::error::Error;
use crate::job::JobHandle;

/// Reads the job, unless the caller has, and acknowledges it.
///
/// # Errors
///
/// Why the job was not begun.
pub(super) async fn begin(handle: &JobHandle, how: Beginning) -> Result<Sight, RunError> {
    let id = handle.id();
    let timer = &handle.client().shared().timer;
    let seen = match how.job {
        Some(job) => job,
        None => {
            let job = handle.get().await.map_err(|error| RunError::not_started(id, error))?;
            Arc::new(job)
        }
    };
    if seen.id != id {
        return Err(RunError::unknown(id, foreign(), false));
    }
    if let Some(refusal) = judge(seen.status.as_ref(), how.take_over) {
        return Err(RunError::refused(id, refusal, None));
    }
    let asked = timer.now();
    match handle.ack().await {
        Ok(job) if job.id == id => begun(id, job, asked),
        Ok(_) => recover(handle, RunError::unknown(id, foreign(), true)).await,
        Err(error) => {
            let refused = error.is_conflict() || error.is_not_found() || error.is_bad_request();
            // Of what is in front of the server it is no word about the job.
            let refused = refused && error.is_of_api();
            let failed = RunError::not_started(id, error);
            match failed.is_in_doubt() {
                true => recover(handle, failed).await,
                false if refused => {
                    let (error, _) = failed.into_parts();
                    Err(RunError::refused(id, Refusal::ByServer, error))
                }
                false => Err(failed),
            }
        }
    }
}

/// Why a job in this status is not begun.
fn judge(status: Option<&JobStatus>, take_over: bool) -> Option<Refusal> {
    use JobStatus::{Canceled, Complete, Created, Executing, Failed, Planning, Scheduled, Waiting};

    let status = status?.canonical();
    match status {
        Complete | Failed | Canceled => Some(Refusal::Ended(status)),
        Executing => (!take_over).then_some(Refusal::Taken),
        Created | Planning | Scheduled | Waiting => Some(Refusal::TooEarly(status)),
        // One that the contract does not know: the server will say.
        _ => None,
    }
}

/// What an acknowledgement that got through means: on some servers it may do
/// nothing to a job that ended meanwhile, and say so.
fn begun(id: &str, job: Job, asked: Instant) -> Result<Sight, RunError> {
    match job.status.as_ref().map(JobStatus::canonical).filter(JobStatus::is_end) {
        Some(status) => Err(RunError::refused(id, Refusal::Ended(status), None)),
        None => Ok(Sight::new(job, asked)),
    }
}

/// After an acknowledgement that may have got through: a job that was not
/// executing before and is now, is taken to be begun by it. Nobody can tell two
/// acknowledgements apart, whatever their responses were.
async fn recover(handle: &JobHandle, failed: RunError) -> Result<Sight, RunError> {
    let asked = handle.client().shared().timer.now();
    match handle.get().await {
        Ok(job) if job.id == handle.id() && is_executing(&job) => Ok(Sight::new(job, asked)),
        Ok(job) if job.id == handle.id() && job.is_ended() => begun(handle.id(), job, asked),
        _ => Err(failed),
    }
}

fn is_executing(job: &Job) -> bool {
    job.status.as_ref().map(JobStatus::canonical) == Some(JobStatus::Executing)
}

/// A success that is about another job.
fn foreign() -> Error {
    Error::odd("the response is about another job")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_jobs_are_begun() {
        let refusal = |status: &str, take_over| judge(Some(&status.into()), take_over);
        assert_eq!(refusal("ready", false), None);
        assert_eq!(refusal("archived", false), None);
        assert_eq!(judge(None, false), None);
        assert_eq!(refusal("executing", false), Some(Refusal::Taken));
        assert_eq!(refusal("executing", true), None);
        assert_eq!(refusal("cancelled", true), Some(Refusal::Ended(JobStatus::Canceled)));
        assert_eq!(refusal("waiting", true), Some(Refusal::TooEarly(JobStatus::Waiting)));
    }
}
