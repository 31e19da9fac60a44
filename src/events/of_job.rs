//! What an event about a job says of it, as far as the job itself shows it.

use crate::api::types::{
    Domain, EventContext, EventTopic, GenericEvent, Job, JobReadyPayload, JobType,
};

/// The event of a job, as Flatfile would make it: without an id and a date, and
/// without what only Flatfile knows.
pub(crate) fn of_job(topic: EventTopic, job: &Job) -> GenericEvent {
    let mut event = GenericEvent::new(context(job), topic);
    event.domain = Some(Domain::Job);
    event.payload = serde_json::to_value(payload(job)).ok();
    event
}

/// The kind of a job: what it is about and what it does. Workers choose by it.
pub(crate) fn kind_of(job: &Job) -> String {
    format!("{}:{}", job.type_, job.operation)
}

fn context(job: &Job) -> EventContext {
    let source = |kind: JobType| (job.type_ == kind).then(|| job.source.clone());
    EventContext {
        environment_id: job.environment_id.clone(),
        space_id: job.space_id.clone(),
        job_id: Some(job.id.clone()),
        actor_id: job.created_by.clone(),
        // The guides' workers read these of `job:ready`.
        workbook_id: source(JobType::Workbook),
        sheet_id: source(JobType::Sheet),
        document_id: source(JobType::Document),
        file_id: job.file_id.clone().or_else(|| source(JobType::File)),
        ..EventContext::default()
    }
}

fn payload(job: &Job) -> JobReadyPayload {
    JobReadyPayload {
        domain: Some(job.type_.to_string()),
        operation: Some(job.operation.clone()),
        status: job.status.clone(),
        info: job.info.clone(),
        is_part: Some(job.parent_id.is_some()),
        input: job.input.clone(),
        ..JobReadyPayload::new(kind_of(job))
    }
}
