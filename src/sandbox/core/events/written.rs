//! What an event says of a job.

use chrono::{DateTime, Utc};

use crate::api::types::{
    CompletedParts, CompletedPartsCounts, EventTopic, GenericEvent, Job, JobPartsCompletedPayload,
};
use crate::events::{kind_of, of_job};

/// The account of all jobs here.
const ACCOUNT: &str = "us_acc_sandbox1";
/// The environment of a job that names none: the official clients count on one.
const ENVIRONMENT: &str = "us_env_sandbox1";

/// An event about a job, as the job is.
pub(super) fn event(
    topic: EventTopic,
    job: &Job,
    parts: Option<CompletedPartsCounts>,
    at: DateTime<Utc>,
) -> GenericEvent {
    let mut event = of_job(topic, job);
    event.context.account_id = Some(ACCOUNT.to_owned());
    event.context.environment_id.get_or_insert_with(|| ENVIRONMENT.to_owned());
    event.created_at = Some(at);
    match (&event.topic, parts) {
        // As the guides show it.
        (EventTopic::JobDeleted, _) => event.payload = None,
        (_, Some(parts)) => event.payload = serde_json::to_value(of_parts(job, parts)).ok(),
        (_, None) => {}
    }
    event
}

fn of_parts(job: &Job, parts: CompletedPartsCounts) -> JobPartsCompletedPayload {
    JobPartsCompletedPayload {
        job: Some(kind_of(job)),
        domain: Some(job.type_.to_string()),
        operation: Some(job.operation.clone()),
        status: job.status.clone(),
        info: job.info.clone(),
        is_part: Some(job.parent_id.is_some()),
        ..JobPartsCompletedPayload::new(CompletedParts::Counts(parts))
    }
}
