//! How does an end outlive a crash or an outage? (feature `outbox`)
//!
//! ```text
//! cargo run --example outbox
//! ```
//!
//! The server is away while a job is ended. The end is on disk, and is sent when
//! the program starts again.

#![allow(clippy::print_stdout, reason = "an example shows its result")]

use std::error::Error;
use std::path::Path;

use flatfile_jobs::outbox::Outbox;
use flatfile_jobs::sandbox::{Fault, Faults, Sandbox};
use flatfile_jobs::{Client, Retries};

/// What a program does when it starts, and then every few minutes.
async fn start(sandbox: &Sandbox, path: &Path) -> Result<Client, Box<dyn Error>> {
    let outbox = Outbox::open(path)?;
    // One attempt, so that this example needs no minutes.
    let builder = sandbox.client_builder().end_retries(Retries::none());
    let client = builder.outbox(outbox).build()?;
    for delivery in client.settle_outbox().await?.deliveries {
        println!(
            "left over: {} of {}: {:?}",
            delivery.end.operation(),
            delivery.end.job(),
            delivery.fate
        );
    }
    Ok(client)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::temp_dir().join(format!("outbox-example-{}.redb", std::process::id()));
    let sandbox = Sandbox::start().await?;
    let id = sandbox.add_executing_job("exportOrders");

    let client = start(&sandbox, &path).await?;
    sandbox.set_faults(Faults::seeded(1).on_any(Fault::lose_request().reset()));
    if let Err(error) = client.job(&id).complete("1000 orders exported").await {
        println!("{error}");
    }
    drop(client); // the program ends, or is killed

    sandbox.set_faults(Faults::default());
    drop(start(&sandbox, &path).await?);
    println!("{id} is {:?}", sandbox.job(&id).and_then(|job| job.status));
    std::fs::remove_file(path)?;
    Ok(())
}
