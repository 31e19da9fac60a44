//! The official job handler, driven by events made of the sandbox's jobs.

mod cases;

use std::time::Duration;

use flatfile_jobs::api::OPERATIONS;
use flatfile_jobs::api::OperationId::{AckJob, CompleteJob, FailJob};
use flatfile_jobs::api::types::{Job, JobConfig, JobReadyEvent, JobType, Trigger};
use serde_json::{Value, json};

use crate::json::normal;
use crate::program::Running;
use crate::table::Column;
use crate::tools::Tools;
use crate::typescript::node;
use crate::world::{Failure, World};

use self::cases::{Case, cases};

/// One of the jobs waits 3 seconds for attempts in vain; the rest is quick.
const LIMIT: Duration = Duration::from_secs(60);

/// Why all other operations show nothing.
const UNUSED: &str = "a job handler sends ack, complete and fail only";

pub fn run(tools: &Tools, column: &mut Column) -> Result<(), Failure> {
    let world = World::new()?;
    let mut running = node(tools, &world, "handler.js", LIMIT)?.start()?;
    for case in cases() {
        let job = ready(&world, case.operation)?;
        play(&world, &mut running, &case, &job, column)?;
    }
    strangers(&world, &mut running, column)?;
    let (status, complaints) = running.finish()?;
    if !status.success() {
        return Err(format!("it ended with {status}: {complaints}").into());
    }
    for operation in OPERATIONS {
        if ![AckJob, CompleteJob, FailJob].contains(&operation.id) {
            column.cell(operation.id).unused = Some(UNUSED);
        }
    }
    Ok(())
}

/// Jobs that it must leave alone: one that nobody handles, and one that was
/// canceled before its event came.
fn strangers(world: &World, running: &mut Running, column: &mut Column) -> Result<(), Failure> {
    let unknown = Case { calls: Vec::new(), ..Case::new("handledByNobody", "ready", []) };
    let job = ready(world, unknown.operation)?;
    play(world, running, &unknown, &job, column)?;

    let mut late = Case::new("returnsNothing", "canceled", []);
    late.calls[0].2 = 409;
    let job = ready(world, late.operation)?;
    world.wait(world.client()?.job(job.id.as_str()).cancel("withdrawn"))?;
    play(world, running, &late, &job, column)
}

/// Sends the event of a job, and judges what the handler did.
fn play(
    world: &World,
    running: &mut Running,
    case: &Case,
    job: &Job,
    column: &mut Column,
) -> Result<(), Failure> {
    world.sandbox.forget_calls();
    world.sandbox.set_faults(case.faults.clone());
    running.say(&event(job)?.to_string())?;
    running.line()?.ok_or("the handler has ended")?;
    let found: Vec<_> = world
        .sandbox
        .calls()
        .into_iter()
        .map(|call| (call.operation, call.job, first_lines(call.body), call.status))
        .collect();
    let id = Some(job.id.to_string());
    let wanted: Vec<_> = case
        .calls
        .iter()
        .map(|(operation, body, status)| {
            (Some(*operation), id.clone(), body.clone(), Some(*status))
        })
        .collect();
    let status = world.sandbox.job(job.id.as_str()).and_then(|job| job.status);
    let status = status.map(|status| status.to_string()).unwrap_or_default();
    if found != wanted {
        column.fail(format!("{}: it sent {found:?}, not {wanted:?}", case.operation));
    }
    if status != case.then {
        column.fail(format!("{}: the job is {status}, not {}", case.operation, case.then));
    }
    for (operation, _, status) in &case.calls {
        let cell = column.cell(*operation);
        match status {
            200 => cell.done += 1,
            _ => cell.refused += 1,
        }
    }
    Ok(())
}

/// A body without what the SDK's error messages quote of the sandbox's, from
/// their second line on.
fn first_lines(body: Option<Value>) -> Value {
    match body.unwrap_or_default() {
        Value::String(text) if text.starts_with("Status code: ") => {
            text.lines().next().unwrap_or_default().into()
        }
        Value::Object(members) => {
            let short = |(name, value)| (name, first_lines(Some(value)));
            Value::Object(members.into_iter().map(short).collect())
        }
        other => normal(&other),
    }
}

/// A job that waits for a worker.
pub fn ready(world: &World, operation: &str) -> Result<Job, Failure> {
    let config = JobConfig::new(operation, "us_wb_7PfLm2Rd", JobType::Workbook);
    let id =
        world.sandbox.add(config.with_trigger(Trigger::Immediate).with_environment_id("us_env_1"));
    world.sandbox.job(&id).ok_or_else(|| "the job is not there".into())
}

/// The event that Flatfile sends when a job is ready, of the contract's form.
pub fn event(job: &Job) -> Result<Value, Failure> {
    let event = json!({
        "id": format!("us_evt_{}", job.id),
        "topic": "job:ready",
        "domain": "job",
        "createdAt": job.updated_at,
        "context": {
            "accountId": "us_acc_1",
            "environmentId": job.environment_id,
            "workbookId": job.source,
            "jobId": job.id,
        },
        "payload": {
            "job": format!("{}:{}", job.type_, job.operation),
            "domain": job.type_,
            "operation": job.operation,
            "status": job.status,
            "isPart": job.parent_id.is_some(),
        },
    });
    let event: JobReadyEvent = serde_json::from_value(event)?;
    Ok(serde_json::to_value(event)?)
}
