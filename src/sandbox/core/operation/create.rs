//! Making a job.

use chrono::{DateTime, Utc};
use serde_json::{Number, Value};

use super::enter::conflict;
use super::{Done, job};
use crate::api::types::{Job, JobConfig, JobStatus, JobType, Trigger};
use crate::sandbox::core::Core;
use crate::sandbox::core::answer::Refusal;
use crate::sandbox::core::history::By;
use crate::sandbox::core::jobs::Place;
use crate::sandbox::core::request::{Asked, bad, member};

/// Who makes all jobs here.
const CREATOR: &str = "us_usr_sandbox1";

pub(super) fn run(core: &mut Core, asked: &Asked<'_>) -> Done {
    let config: JobConfig = asked.body()?;
    related(core, &config)?;
    let place = create(core, config, By::Operation(asked.route.operation.id), asked.now);
    Ok(job(core, place))
}

/// The jobs that a new one names have to be there.
fn related(core: &Core, config: &JobConfig) -> Result<(), Refusal> {
    if let Some(id) = &config.parent_id {
        let missing = || {
            let refusal = bad(format!("there is no job {id} to be the parent"));
            refusal.about(named(|config| config.parent_id = Some(id.clone())))
        };
        let parent = core.jobs.find(id.as_str()).ok_or_else(missing)?;
        if !core.jobs.is_open(parent) {
            return Err(conflict(format!("the parent {id} has ended")));
        }
    }
    for (index, id) in config.predecessor_ids.iter().flatten().enumerate() {
        if core.jobs.find(id.as_str()).is_none() {
            let member = named(|config| config.predecessor_ids = Some(vec![id.clone()]));
            return Err(bad(format!("there is no job {id} to wait for"))
                .about(format!("{member}[{index}]")));
        }
    }
    Ok(())
}

/// Makes a job of what is asked for. A status is taken as it is; without one
/// the trigger decides.
pub(in crate::sandbox::core) fn create(
    core: &mut Core,
    config: JobConfig,
    by: By,
    now: DateTime<Utc>,
) -> Place {
    let id = core.jobs.new_id();
    let mut job = made_of(config, &id, now);
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

/// A job with all that the request says, also what the contract does not know;
/// but the dates and the id are the sandbox's.
fn made_of(config: JobConfig, id: &str, now: DateTime<Utc>) -> Job {
    let own =
        Job::new(now, id, config.operation.as_str(), config.source.as_str(), JobType::File, now)
            .with_created_by(CREATOR);
    let own = Job { type_: config.type_.clone(), ..own };
    // A job has every member of the request under the same name.
    let mut members = match serde_json::to_value(config) {
        Ok(Value::Object(members)) => members,
        _ => return own,
    };
    if let Ok(Value::Object(own)) = serde_json::to_value(&own) {
        members.extend(own);
    }
    let Ok(mut job) = serde_json::from_value::<Job>(Value::Object(members)) else { return own };
    (job.started_at, job.finished_at, job.outcome_acknowledged_at) = (None, None, None);
    job
}

/// The name of the member that `set` changes.
fn named(set: impl FnOnce(&mut JobConfig)) -> String {
    let before = JobConfig::new("", "", JobType::File);
    let mut after = before.clone();
    set(&mut after);
    member(&before, &after)
}
