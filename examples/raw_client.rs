//! How is an operation called as the contract has it?
//!
//! ```text
//! cargo run --example raw_client
//! ```
//!
//! The generated client has one method for each operation, and all protections
//! of the handles.

#![allow(clippy::print_stdout, reason = "an example shows its result")]

use std::error::Error;

use flatfile_jobs::api::OPERATIONS;
use flatfile_jobs::api::types::{JobCompleteDetails, JobOutcome, JobStatus};
use flatfile_jobs::sandbox::Sandbox;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    let client = sandbox.client()?;
    let id = sandbox.add_executing_job("exportOrders");

    let details = JobCompleteDetails::default()
        .with_info("stopped at order 351")
        .with_outcome(JobOutcome::default().with_message("The warehouse did not answer"));
    let response = client.api().fail_job().job_id(&id).body(details).send().await?;
    println!("{} {:?}", response.status(), response.header("content-type"));
    assert_eq!(response.into_inner().data.status, Some(JobStatus::Failed));

    println!("all operations:");
    for operation in OPERATIONS {
        println!("  {:<6} {:<26} {:?}", operation.method, operation.path, operation.retry);
    }
    Ok(())
}
