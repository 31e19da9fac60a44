//! A job as it is written: as much of one as matters.

use chrono::{DateTime, SecondsFormat, Utc};
use flatfile_jobs::api::types::{Job, JobConfig, JobStatus};
use flatfile_jobs::sandbox::Sandbox;
use serde_json::{Map, Value, json};

/// What a job has that says nothing else.
const SOURCE: &str = "us_wb_sandbox1";
pub const OPERATION: &str = "exportOrders";

/// Adds a job, and says its id. With an id it is put as it is, in place of one
/// with the same; without, it is made as create makes one, with a new id.
pub fn add(
    sandbox: &Sandbox,
    written: Map<String, Value>,
    now: DateTime<Utc>,
) -> Result<String, String> {
    let usual = json!({ "type": "workbook", "source": SOURCE, "operation": OPERATION });
    let Value::Object(mut job) = usual else { return Err(String::new()) };
    if written.contains_key("id") {
        let now = now.to_rfc3339_opts(SecondsFormat::Millis, true);
        for date in ["createdAt", "updatedAt"] {
            job.insert(date.to_owned(), now.as_str().into());
        }
        job.extend(written);
        let job: Job = serde_json::from_value(job.into()).map_err(|error| error.to_string())?;
        let id = job.id.to_string();
        sandbox.put_job(job);
        return Ok(id);
    }
    job.extend(written);
    let config: JobConfig =
        serde_json::from_value(job.into()).map_err(|error| error.to_string())?;
    Ok(sandbox.add(config))
}

/// A job of this operation that waits for a worker.
pub fn ready(operation: &str) -> Map<String, Value> {
    let mut job = Map::new();
    job.insert("operation".to_owned(), operation.into());
    job.insert("status".to_owned(), JobStatus::Ready.as_str().into());
    job
}
