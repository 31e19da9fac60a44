//! How does a handler tell how far it is, and learn that its job was canceled?
//!
//! ```text
//! cargo run --example progress
//! ```
//!
//! A job of the sandbox is worked on for a while; then somebody cancels it.

#![allow(clippy::print_stdout, reason = "an example shows its result")]

use std::error::Error;
use std::time::Duration;

use flatfile_jobs::api::types::{JobConfig, JobType, Trigger};
use flatfile_jobs::sandbox::Sandbox;
use flatfile_jobs::{HandlerResult, Run};

const ROWS: u64 = 1000;

async fn export(run: Run) -> HandlerResult<String> {
    for row in 0..ROWS {
        run.check()?; // the `?` is what stops it
        // As often as you like: what is sent is the newest, every two seconds.
        // From the counts it makes the time at which all will be done.
        run.progress_of(row, ROWS);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(format!("{ROWS} rows exported"))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    let client = sandbox.client()?;
    let config = JobConfig::new("exportOrders", "us_wb_YOUR_ID", JobType::Workbook);
    let job = client.job(sandbox.add(config.with_trigger(Trigger::Immediate)));

    let somebody = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let seen = job.get().await?;
        println!("it is at {} %", seen.progress_percent().unwrap_or_default());
        job.cancel("not wanted any more").await
    };
    // Shorter than by default (2 and 15 seconds), to see it at once.
    let often = Duration::from_millis(100);
    let run = job.run(export).progress_every(often).look_every(often);
    let (report, canceled) = tokio::join!(run, somebody);
    canceled?;
    let report = report?;
    println!("{:?}; the handler: {:?}", report.end, report.handler);
    Ok(())
}
