//! Dividing a job into parts.

use std::io;

use serde::Serialize;
use serde_json::{Number, Value};

use super::done::{Done, job};
use super::enter::{by, conflict, enter};
use crate::api::types::{Job, JobPartExecution, JobParts, JobSplitDetails, JobStatus};
use crate::sandbox::core::request::{Asked, bad};
use crate::sandbox::core::response::Refusal;
use crate::sandbox::core::value::Core;

/// The most parts of one split: more than anybody works on, and far less than
/// what a slip of the pen could make.
const MOST_PARTS: i64 = 10_000;

/// How much all parts of one split may take as JSON: each is a copy of its
/// parent. Room for 10000 parts of ordinary jobs, and for a few of the largest
/// that can be made.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// The data of a part after a split by count.
#[derive(Serialize)]
struct Share {
    part: i64,
}

pub(super) fn run(core: &mut Core, asked: &Asked<'_>) -> Done {
    let details: JobSplitDetails = asked.body()?;
    let data = data(details.parts)?;
    let (place, _) = enter(core, asked)?;
    if core.jobs.has_open_part(place) {
        return Err(conflict(format!("the job {} has open parts already", asked.route.job)));
    }
    let execution = match details.run_in_parallel {
        Some(true) => JobPartExecution::Parallel,
        _ => JobPartExecution::Sequential,
    };
    let size = core.jobs.job_at(place).map(size).unwrap_or_default();
    if size.saturating_mul(data.len()) > MOST_BYTES {
        let count = data.len();
        return Err(bad(format!(
            "{count} parts of {size} bytes each are more than {MOST_BYTES} bytes"
        )));
    }
    let now = asked.now;
    core.jobs.change(place, by(asked), now, |job| job.part_execution = Some(execution.clone()));
    let Some(parent) = core.jobs.job_at(place).cloned() else { return Ok(job(core, place)) };
    for (number, data) in (0..).zip(data) {
        let mut part = Job { id: core.jobs.new_id().into(), ..parent.clone() };
        (part.created_at, part.updated_at) = (now, now);
        (part.started_at, part.outcome_acknowledged_at) = (None, None);
        (part.outcome, part.result, part.info) = (None, None, None);
        part.predecessor_ids = None;
        part.extra.clear();
        part.progress = Some(Number::from(0));
        part.parent_id = Some(parent.id.clone());
        part.part = Some(number);
        part.part_data = Some(data);
        part.part_execution = Some(execution.clone());
        part.status = Some(match number > 0 && execution == JobPartExecution::Sequential {
            true => JobStatus::Waiting,
            false => JobStatus::Ready,
        });
        core.jobs.put(part, false, by(asked));
    }
    Ok(job(core, place))
}

/// How long a job is as JSON.
fn size(job: &Job) -> usize {
    struct Count(usize);
    impl io::Write for Count {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.saturating_add(bytes.len());
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut count = Count(0);
    match serde_json::to_writer(&mut count, job) {
        Ok(()) => count.0,
        Err(_) => usize::MAX,
    }
}

/// The data of each part.
fn data(parts: JobParts) -> Result<Vec<Value>, Refusal> {
    let data: Vec<Value> = match parts {
        JobParts::Count(count) if count.0 <= MOST_PARTS => (0..count.0)
            .map(|part| serde_json::to_value(Share { part }).unwrap_or_default())
            .collect(),
        JobParts::Array(data) if data.0.len() as i64 <= MOST_PARTS => data.0,
        _ => return Err(bad(format!("a job has {MOST_PARTS} parts at most"))),
    };
    match data.is_empty() {
        true => Err(bad("a job has one part at least")),
        false => Ok(data),
    }
}
