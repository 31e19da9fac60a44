//! Which jobs have been executing for too long?
//!
//! ```text
//! cargo run --example list_stuck
//! FLATFILE_API_KEY=sk_... cargo run --example list_stuck -- 120    # minutes
//! ```
//!
//! It only shows them; `flatfile-jobs reap`, of the command line, ends them.

#![allow(clippy::print_stdout, reason = "an example shows its result")]

use std::error::Error;

use chrono::{TimeDelta, Utc};
use flatfile_jobs::Client;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::Sandbox;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    if let Some(minutes) = std::env::args().nth(1) {
        return list(&Client::from_env()?, minutes.parse()?).await;
    }
    // Three jobs, of which two began three hours ago by this sandbox's clock.
    let sandbox = Sandbox::start().await?;
    for hours in [0, 3, 3] {
        let id = sandbox.add_executing_job("exportOrders");
        if let Some(job) = sandbox.job(&id) {
            let begun = job.created_at - TimeDelta::hours(hours);
            sandbox.put_job(job.with_created_at(begun).with_started_at(begun));
        }
    }
    list(&sandbox.client()?, 60).await
}

async fn list(client: &Client, minutes: i64) -> Result<(), Box<dyn Error>> {
    let limit = Utc::now() - TimeDelta::minutes(minutes);
    // The API has no filter by status or age: both are applied on this side.
    let mut jobs = client.jobs().status(JobStatus::Executing).created_before(limit).stream();
    let mut stuck = 0;
    while let Some(job) = jobs.next().await {
        match job {
            Ok(job) => {
                stuck += 1;
                println!("{} {} since {}", job.id, job.operation, job.created_at);
            }
            // One job that cannot be read costs no other.
            Err(error) => println!("{error}"),
        }
    }
    println!("{stuck} stuck for more than {minutes} minutes");
    Ok(())
}
