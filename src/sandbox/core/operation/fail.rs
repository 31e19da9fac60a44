//! Ending a job as failed.

use ::http::{Request, Response, StatusCode};
use bytes::Bytes;
use chrono::{DateTime, Utc};

use super::{find, optional_body};
use crate::api::types::{JobCompleteDetails, JobResponse, JobStatus};
use crate::sandbox::core::Core;
use crate::sandbox::core::answer::{Refusal, json};

pub(super) fn run(
    core: &mut Core,
    id: &str,
    request: &Request<Bytes>,
    now: DateTime<Utc>,
) -> Result<Response<Bytes>, Refusal> {
    let details: JobCompleteDetails = optional_body(request)?;
    let job = find(core, id)?;
    if let Some(status) = job.status.as_ref().filter(|status| status.is_end()) {
        let message = format!("the job {id} has ended: it is {status}");
        return Err(Refusal::new(StatusCode::CONFLICT, message));
    }
    job.status = Some(JobStatus::Failed);
    job.outcome = details.outcome.and_then(|outcome| serde_json::to_value(outcome).ok());
    if details.info.is_some() {
        job.info = details.info;
    }
    job.finished_at = Some(now);
    job.updated_at = now;
    Ok(json(&JobResponse::new(job.clone())))
}
