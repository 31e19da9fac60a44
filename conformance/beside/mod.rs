//! The official job handler and this crate's runner, side by side: the same
//! handlers, events and faults, and what each leaves behind.
//!
//! The sandbox reads what nobody publishes in the way that is hardest on
//! clients: an acknowledgement after the end sets the job executing again.

mod ours;
mod scenarios;

use std::fmt;
use std::time::Duration;

use flatfile_jobs::api::OPERATIONS;
use flatfile_jobs::api::OperationId::{self, AckJob, CancelJob, CompleteJob, FailJob};
use flatfile_jobs::api::types::{Job, JobStatus};
use flatfile_jobs::sandbox::{AckAfterEnd, Faults, Rules};

use crate::handler::{event, ready};
use crate::program::Running;
use crate::table::Column;
use crate::tools::Tools;
use crate::typescript::node;
use crate::world::{Failure, World};

use self::scenarios::{Before, Scenario, scenarios};

/// The official client waits seconds before it tries again, in five of them.
const LIMIT: Duration = Duration::from_secs(120);

/// Why the table of operations shows nothing.
const UNUSED: &str = "what is compared is in the table above";

/// What was left behind.
struct Left {
    status: JobStatus,
    requests: usize,
    reports: usize,
    /// The ends that were sent, refused ones too, in their order.
    ends: Vec<OperationId>,
    message: String,
}

pub fn run(tools: &Tools, column: &mut Column) -> Result<(), Failure> {
    let rules = Rules::default().with_ack_after_end(AckAfterEnd::Restart);
    let world = World::with(Faults::default(), rules)?;
    let mut official = node(tools, &world, "beside.js", LIMIT)?.start()?;
    println!("\n{:44}{:46}this crate", "", "the official job handler");
    for scenario in scenarios() {
        let theirs = play(&world, &scenario, |event| deliver(&mut official, event))?;
        let client = world.client()?;
        // The panic is what the scenario is about; nobody has to read it.
        let printed = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let ours = play(&world, &scenario, |event| world.wait(ours::take(&client, event)));
        std::panic::set_hook(printed);
        let ours = ours?;
        println!("{:44}{theirs:46}{ours}", scenario.what);
        for (who, left, expected) in [
            ("the official handler", &theirs, scenario.official),
            ("this crate", &ours, scenario.ours),
        ] {
            if left.status.as_str() != expected {
                column.fail(format!("{}: {who} left {left}, not {expected}", scenario.what));
            }
        }
        if ours.ends.iter().any(|end| *end != ours.ends[0]) {
            column.fail(format!("{}: this crate sent {:?}", scenario.what, ours.ends));
        }
    }
    println!("\nEach with the requests for the job, its reports of progress among them.");
    let (status, complaints) = official.finish()?;
    if !status.success() {
        return Err(format!("it ended with {status}: {complaints}").into());
    }
    for operation in OPERATIONS {
        column.cell(operation.id).unused = Some(UNUSED);
    }
    Ok(())
}

/// Makes a job, lets its event be handled, and looks at what is left.
fn play(
    world: &World,
    scenario: &Scenario,
    mut deliver: impl FnMut(&serde_json::Value) -> Result<(), Failure>,
) -> Result<Left, Failure> {
    let job = ready(world, scenario.handler)?;
    let event = event(&job)?;
    let by_others = world.client()?.job(job.id.as_str());
    match scenario.before {
        Before::Nothing => {}
        Before::Canceled => drop(world.wait(by_others.cancel("withdrawn"))?),
        Before::Taken => drop(world.wait(by_others.ack())?),
        Before::Handled => deliver(&event)?,
    }
    world.sandbox.forget_calls();
    world.sandbox.set_faults(scenario.faults.clone());
    deliver(&event)?;
    world.sandbox.set_faults(Faults::default());
    left(world, &job)
}

fn deliver(official: &mut Running, event: &serde_json::Value) -> Result<(), Failure> {
    official.say(&event.to_string())?;
    official.line()?.ok_or("the handler has ended")?;
    Ok(())
}

fn left(world: &World, job: &Job) -> Result<Left, Failure> {
    let calls = world.sandbox.calls();
    let job = world.sandbox.job(job.id.as_str()).ok_or("the job is gone")?;
    let operations: Vec<OperationId> = calls.iter().filter_map(|call| call.operation).collect();
    let is_end = |operation: &OperationId| matches!(*operation, CompleteJob | FailJob | CancelJob);
    let acks = operations.iter().filter(|operation| **operation == AckJob).count();
    Ok(Left {
        status: job.status.unwrap_or(JobStatus::Created),
        requests: operations.len(),
        reports: acks.saturating_sub(1),
        ends: operations.into_iter().filter(is_end).collect(),
        message: job.info.unwrap_or_default(),
    })
}

impl fmt::Display for Left {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, requests, reports, .. } = self;
        let mut text = format!("{status}, {requests}");
        if *reports > 0 {
            text += &format!(" with {reports} reports");
        }
        if let Some(line) = self.message.lines().next().filter(|_| *status == JobStatus::Failed) {
            text += &format!(": {line:.16}");
        }
        f.pad(&text)
    }
}
