//! How is code that works on jobs tested, without an account?
//!
//! ```text
//! cargo run --example test_with_sandbox
//! ```
//!
//! Each function below would be a `#[tokio::test(start_paused = true)]` of
//! yours. The clock is paused, so that no wait takes time.

#![allow(clippy::print_stdout, reason = "an example shows its result")]

use std::error::Error;

use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::{JobConfig, JobStatus, JobType, Trigger};
use flatfile_jobs::sandbox::{Fault, Faults, Sandbox};
use flatfile_jobs::{Client, HandlerResult, Run, RunError};

/// What is to be tested. It is given its client.
async fn work_on(client: &Client, job: &str) -> Result<(), RunError> {
    async fn export(run: Run) -> HandlerResult<&'static str> {
        run.progress(50, "half of it");
        Ok("1000 rows exported")
    }
    client.job(job).run(export).await.map(drop)
}

async fn a_job_is_completed() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::in_process();
    let id = sandbox.add(ready());
    work_on(&sandbox.client()?, &id).await?;
    assert_eq!(sandbox.job(&id).and_then(|job| job.status), Some(JobStatus::Complete));
    Ok(())
}

/// The server does it, says 503, and is away for a while.
async fn an_outage_costs_nothing() -> Result<(), Box<dyn Error>> {
    let faults = Faults::seeded(7)
        .on(OperationId::CompleteJob, Fault::status(503).after_effect())
        .nth(1)
        .on(OperationId::GetJob, Fault::lose_request().reset())
        .nth(2) // the first read is the one before the job is acknowledged
        .on(OperationId::GetJob, Fault::html(502))
        .nth(3);
    let sandbox = Sandbox::in_process();
    let id = sandbox.add(ready());
    sandbox.set_faults(faults);
    work_on(&sandbox.client()?, &id).await?;
    let ends = sandbox.history(&id).into_iter().filter(|change| change.is_end());
    assert_eq!(ends.count(), 1);
    Ok(())
}

fn ready() -> JobConfig {
    JobConfig::new("exportOrders", "us_wb_1", JobType::Workbook).with_trigger(Trigger::Immediate)
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<(), Box<dyn Error>> {
    a_job_is_completed().await?;
    an_outage_costs_nothing().await?;
    println!("both pass");
    Ok(())
}
