//! The official listener and the official job handler, end to end: events are
//! asked for with `GET /events`, by a small driver that polls.

use std::time::Duration;

use flatfile_jobs::api::OPERATIONS;
use flatfile_jobs::api::OperationId::{AckJob, CompleteJob, FailJob, ListEvents};
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::{EventFaults, Sandbox};
use serde_json::{Value, json};

use crate::handler::ready;
use crate::program::Running;
use crate::table::Column;
use crate::tools::Tools;
use crate::typescript::node;
use crate::world::{Failure, World};

const LIMIT: Duration = Duration::from_secs(60);

/// Why all other operations show nothing.
const UNUSED: &str = "a listener sends events.list, ack, complete and fail only";

/// What the handlers of `listener.ts` make of which jobs, and how many there are
/// of each in each round.
const JOBS: [(&str, JobStatus, usize); 3] = [
    ("exportOrders", JobStatus::Complete, 20),
    ("importOrders", JobStatus::Failed, 5),
    ("handledByNobody", JobStatus::Ready, 2),
];

pub fn run(tools: &Tools, column: &mut Column) -> Result<(), Failure> {
    // Each comes twice and in no order: the listener has to bear both.
    let events = EventFaults::seeded(1).with_shuffled(true).with_doubled(1.0);
    let world = World::of(Sandbox::builder().event_faults(events))?;
    let mut running = node(tools, &world, "listener.js", LIMIT)?.start()?;
    for round in 0..3 {
        let mut jobs = Vec::new();
        for (operation, end, count) in JOBS {
            for _ in 0..count {
                jobs.push((ready(&world, operation)?.id, end.clone()));
            }
        }
        let found = poll(&mut running)?;
        if found != jobs.len() {
            column.fail(format!("round {round}: it found {found} events of {}", jobs.len()));
        }
        for (id, end) in jobs {
            let status = world.sandbox.job(id.as_str()).and_then(|job| job.status);
            if status.as_ref() != Some(&end) {
                column.fail(format!("round {round}: a job is {status:?}, not {end}"));
            }
            let history = world.sandbox.history(id.as_str());
            if history.iter().filter(|change| change.is_end()).count() > 1 {
                column.fail(format!("round {round}: a job ended more than once: {history:?}"));
            }
        }
    }
    let nothing = poll(&mut running)?;
    if nothing != 0 {
        column.fail(format!("it found {nothing} events once more"));
    }
    let (status, complaints) = running.finish()?;
    if !status.success() {
        return Err(format!("it ended with {status}: {complaints}").into());
    }
    judge(&world, column);
    Ok(())
}

/// Lets it ask once for what is new; says how many events it handed on.
fn poll(running: &mut Running) -> Result<usize, Failure> {
    running.say("{}")?;
    let line = running.line()?.ok_or("the listener has ended")?;
    let said: Value = serde_json::from_str(&line)?;
    let count = said["dispatched"].as_u64().ok_or("it does not say how many")?;
    Ok(usize::try_from(count)?)
}

/// Each call of the record was one that the sandbox took, and a job was accepted
/// once.
fn judge(world: &World, column: &mut Column) {
    let calls = world.sandbox.calls();
    let accept = json!({ "info": "Accepted", "progress": 0 });
    let accepted = calls.iter().filter(|call| call.body.as_ref() == Some(&accept));
    let jobs: Vec<_> = accepted.map(|call| call.job.clone()).collect();
    let (all, handled) = (jobs.len(), 3 * 25);
    if all != handled {
        column.fail(format!("{all} jobs were accepted, not {handled}"));
    }
    for operation in OPERATIONS {
        let cell = column.cell(operation.id);
        if ![ListEvents, AckJob, CompleteJob, FailJob].contains(&operation.id) {
            cell.unused = Some(UNUSED);
            continue;
        }
        for call in calls.iter().filter(|call| call.operation == Some(operation.id)) {
            match call.status {
                Some(200) => cell.done += 1,
                status => cell.failures.push(format!("{} was answered {status:?}", call.path)),
            }
        }
    }
}
