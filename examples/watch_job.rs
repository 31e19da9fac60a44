//! How does a job that others work on go?
//!
//! ```text
//! cargo run --example watch_job
//! FLATFILE_API_KEY=sk_... cargo run --example watch_job -- us_jb_YOUR_ID
//! ```
//!
//! By itself it follows a job of the sandbox that somebody works on. With a key
//! in the environment and a job id given, it follows that job on Flatfile.

#![allow(clippy::print_stdout, reason = "an example shows its result")]

use std::error::Error;
use std::time::Duration;

use flatfile_jobs::sandbox::Sandbox;
use flatfile_jobs::{Client, JobHandle, Outcome};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    if let Some(id) = std::env::args().nth(1) {
        return follow(Client::from_env()?.job(id)).await;
    }
    let sandbox = Sandbox::start().await?;
    let client = sandbox.client()?;
    let job = client.job(sandbox.add_executing_job("exportOrders"));
    let somebody = async {
        for percent in [25, 50, 75] {
            tokio::time::sleep(Duration::from_millis(100)).await;
            job.progress(percent, format!("{percent}0 of 1000 orders")).await?;
        }
        job.complete(Outcome::new().message("Exported").info("1000 of 1000 orders")).await?;
        Ok(())
    };
    tokio::try_join!(follow(job.clone()), somebody)?;
    Ok(())
}

async fn follow(job: JobHandle) -> Result<(), Box<dyn Error>> {
    // Flatfile has no way to follow a job but to read it. Without `every` it is
    // read each second while it changes, and less often while it does not.
    let mut changes = job.watch().every(Duration::from_millis(50), Duration::from_secs(10));
    while let Some(job) = changes.next().await {
        let job = job?;
        let status = job.status.as_ref().map_or("?", |status| status.as_str());
        let percent = job.progress_percent().unwrap_or_default();
        println!("{status:<10} {percent:>3} %  {}", job.info.as_deref().unwrap_or_default());
    }
    Ok(())
}
