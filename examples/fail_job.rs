//! Fails one job, with all that an outcome can say.
//!
//! ```text
//! cargo run --example fail_job
//! FLATFILE_API_KEY=sk_... cargo run --example fail_job -- us_jb_YOUR_ID
//! ```
//!
//! By itself it starts the sandbox and fails a job there. With a key in the
//! environment and a job id given, it fails that job on Flatfile.

#![allow(clippy::print_stdout, reason = "an example shows its result")]

use std::error::Error;

use flatfile_jobs::api::types::JobCompleteDetails;
use flatfile_jobs::sandbox::Sandbox;
use flatfile_jobs::{Client, Next, Outcome};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    match std::env::args().nth(1) {
        Some(id) => on_flatfile(&id).await,
        None => in_the_sandbox().await,
    }
}

async fn on_flatfile(id: &str) -> Result<(), Box<dyn Error>> {
    let client = Client::from_env()?;
    println!("Failing {id} on {}", client.base_url());
    fail(&client, id).await
}

async fn in_the_sandbox() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    let client = sandbox.client()?;
    let id = sandbox.add_executing_job("submitAction");
    println!("This is the sandbox on {}; nothing leaves this machine.", sandbox.url());
    println!("Give a job's id, and FLATFILE_API_KEY in the environment, for the real one.\n");

    fail(&client, &id).await?;

    let read = client.job(&id).get().await?;
    println!("\nread again: it is {}", read.status.map_or("unknown".into(), |it| it.to_string()));
    Ok(())
}

async fn fail(client: &Client, id: &str) -> Result<(), Box<dyn Error>> {
    let outcome = Outcome::new()
        .message("Job failed")
        .heading("Failed")
        .acknowledge(true)
        .button_text("Acknowledge")
        .next(Next::id(id))
        .info("Job was failed");
    let body = JobCompleteDetails::from(outcome.clone());
    println!("sent:\n{}", serde_json::to_string_pretty(&body)?);

    let settled = client.job(id).fail(outcome).await?;
    println!("\nanswered:\n{}", serde_json::to_string_pretty(&settled.job)?);
    Ok(())
}
