//! The wire: what the official TypeScript SDK sends and what this crate sends
//! for the same calls with the same values, compared as values. A difference
//! stands with its reason in reasons.json, or is a failure.

mod call;
mod difference;
mod ours;
mod outcome;
mod reasons;
mod recorder;
pub mod script;

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::Utc;
use flatfile_jobs::Client;
use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::{Job, JobExecutionPlanRequest, JobStatus, JobType};
use serde_json::json;

use crate::program::Running;
use crate::table::Column;
use crate::tools::Tools;
use crate::typescript::node;
use crate::world::{Failure, World};

use self::call::Call;
use self::difference::{Difference, differences};
use self::reasons::Reasons;
use self::recorder::{Recorder, Sent};

/// How long all calls may take: they take seconds.
const LIMIT: Duration = Duration::from_secs(120);

/// Jobs that some calls name beside the one that they are about.
const OTHERS: [&str; 2] = ["us_jb_Hq2Vs8Gt", "us_jb_m8Zp3CwF"];

pub fn run(tools: &Tools, column: &mut Column) -> Result<(), Failure> {
    let folder = tools.sources.join("wire");
    let calls = call::read(&folder.join("calls.json"))?;
    let mut reasons = Reasons::read(&folder.join("reasons.json"))?;
    for missing in call::missing(&calls)? {
        column.fail(format!("calls.json lacks {missing}"));
    }
    for unknown in call::unknown(&calls)? {
        column.fail(unknown);
    }
    let world = World::new()?;
    let recorder = Recorder::start(&world)?;
    let client = Client::builder().token(world.sandbox.token()).base_url(recorder.origin());
    let client = client.build()?;
    let program = node(tools, &world, "wire.js", LIMIT)?.env("FLATFILE_API_URL", recorder.origin());
    let mut running = program.start()?;
    let mut explained = BTreeMap::new();
    for (number, call) in calls.iter().enumerate() {
        prepare(&world, call)?;
        let said = theirs(&mut running, number)?;
        let typescript = recorder.take();
        prepare(&world, call)?;
        let told = world.wait(ours::send(&client, call))?;
        let sent = recorder.take();
        let operation = call.operation()?;
        let cell = column.cell(operation);
        let found = differences(&typescript, &sent);
        let (known, unknown): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|difference| reasons.explain(&call.name, difference));
        let values = known.iter().filter(|known| !known.place.starts_with("header "));
        *explained.entry(operation).or_insert(0) += values.count();
        let told = told.err().filter(|_| !sent.is_empty()).map(|error| error.to_string());
        let refused = refused(&typescript, &sent, said.or(told));
        match unknown.is_empty() && refused.is_none() {
            true => cell.done += 1,
            false => cell.failures.push(format!("{}: {}", call.name, tell(&unknown, refused))),
        }
        if explained[&operation] > 0 {
            cell.note = format!(" ~{}", explained[&operation]);
        }
    }
    for unused in reasons.unused() {
        column.fail(format!("reasons.json: nothing differs any more in {unused}"));
    }
    let (status, complaints) = running.finish()?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("it ended with {status}: {complaints}").into()),
    }
}

/// Lets the SDK make a call; says what it complains about.
fn theirs(running: &mut Running, number: usize) -> Result<Option<String>, Failure> {
    running.say(&json!({ "call": number }).to_string())?;
    let line = running.line()?.ok_or("the program has ended")?;
    let said: serde_json::Value = serde_json::from_str(&line)?;
    Ok(said["error"].as_str().map(str::to_owned))
}

/// Every call is one that the sandbox takes.
fn refused(typescript: &[Sent], ours: &[Sent], complaint: Option<String>) -> Option<String> {
    let all = typescript.iter().chain(ours);
    let statuses: Vec<u16> = all.map(|sent| sent.status).filter(|status| *status != 200).collect();
    match (statuses.is_empty(), complaint) {
        (true, None) => None,
        (_, complaint) => Some(format!("{statuses:?} {}", complaint.unwrap_or_default())),
    }
}

fn tell(unknown: &[Difference], refused: Option<String>) -> String {
    let show = |side: &Option<String>| side.as_deref().unwrap_or("nothing").to_owned();
    let lines = unknown.iter().map(|one| {
        format!(
            "{}: the SDK sends {}, we send {}",
            one.place,
            show(&one.typescript),
            show(&one.ours)
        )
    });
    let refused = refused.map(|refused| format!("it was refused: {refused}"));
    lines.chain(refused).collect::<Vec<_>>().join("; ")
}

/// Puts the job of a call there, in a state in which the sandbox takes it.
fn prepare(world: &World, call: &Call) -> Result<(), Failure> {
    let put = |id: &str, status: JobStatus| {
        let now = Utc::now();
        let job = Job::new(now, id, "exportOrders", "us_wb_7PfLm2Rd", JobType::Workbook, now);
        world.sandbox.put_job(job.with_status(status));
    };
    let operation = call.operation()?;
    // Parts of the call before go with it; at first there is nothing to delete.
    let _ = world.wait(world.client()?.job(call.id()).delete());
    put(
        call.id(),
        match operation {
            OperationId::ExecuteJob => JobStatus::Created,
            OperationId::RetryJob => JobStatus::Failed,
            OperationId::AckJobOutcome => JobStatus::Complete,
            _ => JobStatus::Executing,
        },
    );
    OTHERS.iter().for_each(|id| put(id, JobStatus::Executing));
    if let OperationId::GetJobPlan | OperationId::UpdateJobPlan = operation {
        let plan = JobExecutionPlanRequest::new([], "us_fl_1", call.id(), [], []);
        world.wait(world.client()?.job(call.id()).replace_plan(plan))?;
    }
    Ok(())
}
