//! The execution plan of a job. It has none before one is put.

use ::http::StatusCode;

use super::done::Done;
use super::enter::{Leave, by, enter};
use crate::api::types::{
    JobExecutionPlan, JobExecutionPlanConfigRequest, JobExecutionPlanRequest, JobPlan,
    JobPlanResponse,
};
use crate::sandbox::core::jobs::Place;
use crate::sandbox::core::request::Asked;
use crate::sandbox::core::response::{Refusal, json, mistake};
use crate::sandbox::core::value::Core;

pub(super) fn get(core: &Core, asked: &Asked<'_>) -> Done {
    let (place, _) = enter(core, asked)?;
    respond(core, asked, place)
}

pub(super) fn replace(core: &mut Core, asked: &Asked<'_>) -> Done {
    let request: JobExecutionPlanRequest = asked.body()?;
    same_job(asked)?;
    let (place, leave) = enter(core, asked)?;
    let mut plan = JobExecutionPlan::new(
        request.field_mapping,
        request.unmapped_destination_fields,
        request.unmapped_source_fields,
    );
    plan.program_id = request.program_id;
    plan.extra = request.extra;
    if let Some(entry) = core.jobs.entry_mut(place) {
        entry.plan = Some(Box::new(plan));
    }
    match leave {
        Leave::Start => core.start(place, by(asked), asked.now),
        _ => core.jobs.change(place, by(asked), asked.now, |_| {}),
    }
    respond(core, asked, place)
}

pub(super) fn update(core: &mut Core, asked: &Asked<'_>) -> Done {
    let request: JobExecutionPlanConfigRequest = asked.body()?;
    same_job(asked)?;
    let (place, _) = enter(core, asked)?;
    let plan = core.jobs.entry_mut(place).and_then(|entry| entry.plan.as_deref_mut());
    let plan = plan.ok_or_else(|| missing(asked))?;
    // A list takes the place of the former one.
    if let Some(edges) = request.field_mapping {
        plan.field_mapping = edges;
    }
    if let Some(fields) = request.unmapped_source_fields {
        plan.unmapped_source_fields = fields;
    }
    if let Some(fields) = request.unmapped_destination_fields {
        plan.unmapped_destination_fields = fields;
    }
    plan.program_id = request.program_id.or(plan.program_id.take());
    plan.extra.extend(request.extra);
    core.jobs.change(place, by(asked), asked.now, |_| {});
    respond(core, asked, place)
}

fn respond(core: &Core, asked: &Asked<'_>, place: Place) -> Done {
    let plan = core.jobs.plan_at(place).cloned().ok_or_else(|| missing(asked))?;
    let job = core.jobs.job_at(place).cloned();
    Ok(json(&job.map(|job| JobPlanResponse::new(JobPlan::new(job, plan)))))
}

fn missing(asked: &Asked<'_>) -> Refusal {
    let message = format!("the job {} has no plan", asked.route.job);
    Refusal::new(StatusCode::NOT_FOUND, message)
}

/// The body repeats the id of the path.
fn same_job(asked: &Asked<'_>) -> Result<(), Refusal> {
    let job = &asked.route.job;
    let others = asked.jobs.iter().filter(|(_, id)| id != job);
    let wrong = others.map(|(member, id)| {
        mistake(member, format!("the body is about {id}, and the path about {job}"))
    });
    Refusal::of(wrong.collect())
}
