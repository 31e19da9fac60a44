//! What this crate sends for a call, by its public face: the JSON of the call
//! read into the types that the face takes.

use chrono::{DateTime, Utc};
use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::{
    Domain, EventTopic, JobAckDetails, JobCancelDetails, JobCompleteDetails, JobConfig,
    JobExecutionPlanConfigRequest, JobExecutionPlanRequest, JobSplitDetails, JobUpdate,
    MutateJobConfig, SortDirection,
};
use flatfile_jobs::{Client, Error};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::call::Call;
use super::outcome::outcome;
use crate::world::Failure;

/// The filters of a list.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Query {
    environment_id: Option<String>,
    space_id: Option<String>,
    workbook_id: Option<String>,
    file_id: Option<String>,
    parent_id: Option<String>,
    page_size: Option<u32>,
    page_number: Option<i64>,
    sort_direction: Option<SortDirection>,
    exclude_child_jobs: Option<bool>,
    source: Option<String>,
}

/// The filters of a list of events.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct EventQuery {
    environment_id: Option<String>,
    space_id: Option<String>,
    domain: Option<Domain>,
    topic: Option<EventTopic>,
    since: Option<DateTime<Utc>>,
    page_size: Option<u32>,
    page_number: Option<i64>,
    include_acknowledged: Option<bool>,
}

/// Sends it. What becomes of it is seen on the wire.
pub async fn send(client: &Client, call: &Call) -> Result<Result<(), Error>, Failure> {
    let job = client.job(call.id());
    Ok(match call.operation()? {
        OperationId::ListEvents => events(client, call).await?,
        OperationId::ListJobs => list(client, call).await?,
        OperationId::CreateJob => client.jobs().create(body::<JobConfig>(call)?).await.map(drop),
        OperationId::PreviewMutation => {
            client.preview_mutation(body::<MutateJobConfig>(call)?).await.map(drop)
        }
        OperationId::GetJob => job.get().await.map(drop),
        OperationId::UpdateJob => job.update(body::<JobUpdate>(call)?).await.map(drop),
        OperationId::DeleteJob => job.delete().await,
        OperationId::ExecuteJob => job.execute().await,
        OperationId::GetJobPlan => job.plan().await.map(drop),
        OperationId::ReplaceJobPlan => {
            job.replace_plan(body::<JobExecutionPlanRequest>(call)?).await.map(drop)
        }
        OperationId::UpdateJobPlan => {
            job.update_plan(body::<JobExecutionPlanConfigRequest>(call)?).await.map(drop)
        }
        OperationId::AckJob => job.ack_with(body::<JobAckDetails>(call)?).await.map(drop),
        OperationId::AckJobOutcome => job.ack_outcome().await.map(drop),
        // One end by the words for people, the other by the types as they are:
        // fail would fill in what its words leave open.
        OperationId::CompleteJob => job.complete(outcome(call.body.as_ref())?).await.map(drop),
        OperationId::FailJob => job.fail(body::<JobCompleteDetails>(call)?).await.map(drop),
        OperationId::CancelJob => job.cancel(body::<JobCancelDetails>(call)?).await.map(drop),
        OperationId::RetryJob => job.retry().await.map(drop),
        OperationId::SplitJob => job.split(body::<JobSplitDetails>(call)?).await.map(drop),
        other => return Err(format!("no verb is known for {}", other.operation().name).into()),
    })
}

/// The body as its type; one that may be left out has its defaults then.
fn body<T: DeserializeOwned>(call: &Call) -> Result<T, Failure> {
    let body = call.body.clone().unwrap_or_else(|| Value::Object(Default::default()));
    serde_json::from_value(body).map_err(|error| format!("{}: {error}", call.name).into())
}

async fn list(client: &Client, call: &Call) -> Result<Result<(), Error>, Failure> {
    let query: Query = serde_json::from_value(Value::Object(call.query.clone()))?;
    let mut jobs = client.jobs();
    if let Some(id) = query.environment_id {
        jobs = jobs.environment(id);
    }
    if let Some(id) = query.space_id {
        jobs = jobs.space(id);
    }
    if let Some(id) = query.workbook_id {
        jobs = jobs.workbook(id);
    }
    if let Some(id) = query.file_id {
        jobs = jobs.file(id);
    }
    if let Some(id) = query.parent_id {
        jobs = jobs.parent(id);
    }
    if let Some(id) = query.source {
        jobs = jobs.source(id);
    }
    if let Some(size) = query.page_size {
        jobs = jobs.page_size(size);
    }
    if let Some(direction) = query.sort_direction {
        jobs = jobs.sort(direction);
    }
    if let Some(exclude) = query.exclude_child_jobs {
        jobs = jobs.exclude_child_jobs(exclude);
    }
    let page = match query.page_number {
        Some(number) => jobs.page_number(number).await,
        None => jobs.page().await,
    };
    Ok(page.map(drop))
}

async fn events(client: &Client, call: &Call) -> Result<Result<(), Error>, Failure> {
    let query: EventQuery = serde_json::from_value(Value::Object(call.query.clone()))?;
    let mut events = client.events();
    if let Some(id) = query.environment_id {
        events = events.environment(id);
    }
    if let Some(id) = query.space_id {
        events = events.space(id);
    }
    if let Some(domain) = query.domain {
        events = events.domain(domain);
    }
    if let Some(topic) = query.topic {
        events = events.topic(topic);
    }
    if let Some(moment) = query.since {
        events = events.since(moment);
    }
    if let Some(size) = query.page_size {
        events = events.page_size(size);
    }
    if let Some(include) = query.include_acknowledged {
        events = events.include_acknowledged(include);
    }
    let page = match query.page_number {
        Some(number) => events.page_number(number).await,
        None => events.page().await,
    };
    Ok(page.map(drop))
}
