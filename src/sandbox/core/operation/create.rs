//! Making a job.

use chrono::{DateTime, Utc};
use serde_json::{Map, Number, Value};

use super::done::{Done, job};
use super::enter::conflict;
use crate::api::types::{Job, JobConfig, JobStatus, JobType, Trigger};
use crate::sandbox::core::history::By;
use crate::sandbox::core::jobs::Place;
use crate::sandbox::core::request::{Asked, dates_of_a_job, decode};
use crate::sandbox::core::response::{Refusal, mistake};
use crate::sandbox::core::value::Core;

/// Who makes all jobs here.
const CREATOR: &str = "us_usr_sandbox1";

pub(super) fn run(core: &mut Core, asked: &Asked<'_>) -> Done {
    let mut made = made_of(&asked.body, asked.now)?;
    made.progress = asked.progress.clone();
    related(core, asked, &made)?;
    let place = create(core, made, By::Operation(asked.route.operation.id), asked.now);
    Ok(job(core, place))
}

/// Adds a job for the owner of the sandbox, who may name jobs that are not
/// there.
pub(in crate::sandbox::core) fn add(
    core: &mut Core,
    config: JobConfig,
    now: DateTime<Utc>,
) -> Place {
    let JobConfig { operation, source, type_, .. } = &config;
    let least = Job::new(now, "", operation.as_str(), source.as_str(), type_.clone(), now);
    let made = |config: &JobConfig| {
        let members = serde_json::to_value(config).unwrap_or_default();
        made_of(&members, now).ok()
    };
    // All members of a config are members of a job. What its owner put into
    // `extra` may be one that does not fit: that is left out.
    let plain = JobConfig { extra: Map::new(), ..config.clone() };
    let job = made(&config).or_else(|| made(&plain)).unwrap_or(least);
    create(core, job, By::Owner, now)
}

/// The jobs that a new one names have to be there, and its parent open.
fn related(core: &Core, asked: &Asked<'_>, made: &Job) -> Result<(), Refusal> {
    let missing = asked.jobs.iter().filter(|(_, id)| core.jobs.find(id).is_none());
    let missing = missing.map(|(member, id)| mistake(member, format!("there is no job {id}")));
    Refusal::of(missing.collect())?;
    let parent = made.parent_id.as_ref().and_then(|id| core.jobs.find(id.as_str()));
    match parent.filter(|parent| !core.jobs.is_open(*parent)) {
        Some(_) => Err(conflict("the parent of the job has ended")),
        None => Ok(()),
    }
}

/// Puts a new job. A status is taken as it is; without one the trigger decides.
fn create(core: &mut Core, mut job: Job, by: By, now: DateTime<Utc>) -> Place {
    job.id = core.jobs.new_id().into();
    job.created_by = Some(CREATOR.to_owned());
    let starts = match &job.status {
        Some(status) => *status == JobStatus::Ready,
        None => job.trigger == Some(Trigger::Immediate),
    };
    job.status.get_or_insert(JobStatus::Created);
    job.progress.get_or_insert(Number::from(0));
    match &job.status {
        Some(JobStatus::Executing) => job.started_at = Some(now),
        Some(status) if status.is_end() => job.finished_at = Some(now),
        _ => {}
    }
    if starts {
        job.status = Some(JobStatus::Ready);
    }
    let place = core.jobs.put(job, false, by);
    if starts && core.jobs.is_held(place) {
        core.set(place, JobStatus::Waiting, by, now, |_| {});
    }
    core.watch(place, now);
    place
}

/// A job with all that a request says, also what the contract does not list for
/// it; but the dates are the sandbox's.
fn made_of(request: &Value, now: DateTime<Utc>) -> Result<Job, Refusal> {
    let least = Job::new(now, "", "", "", JobType::File, now);
    let mut members = match serde_json::to_value(least) {
        Ok(Value::Object(least)) => least,
        _ => Map::new(),
    };
    let said = request.as_object().into_iter().flatten();
    let said = said.filter(|(name, _)| !dates_of_a_job().contains(&name.as_str()));
    members.extend(said.map(|(name, value)| (name.clone(), value.clone())));
    decode(&Value::Object(members))
}
