//! How are jobs worked with from synchronous code?
//!
//! ```text
//! cargo run --example blocking
//! ```
//!
//! The program has no runtime of its own: it makes one, keeps it beside the
//! client, and waits on it.

#![allow(clippy::print_stdout, reason = "an example shows its result")]

use std::error::Error;

use flatfile_jobs::api::types::Job;
use flatfile_jobs::sandbox::Sandbox;
use flatfile_jobs::{Client, Settled};
use tokio::runtime::{Builder, Runtime};

/// A client that blocks, with the calls that this program needs.
struct Blocking {
    client: Client,
    /// The client's connections live in it.
    runtime: Runtime,
}

impl Blocking {
    fn new(client: Client) -> std::io::Result<Self> {
        Ok(Self { client, runtime: Builder::new_current_thread().enable_all().build()? })
    }

    fn get(&self, id: &str) -> Result<Job, flatfile_jobs::Error> {
        self.runtime.block_on(self.client.job(id).get())
    }

    fn fail(&self, id: &str, why: &str) -> Result<Settled, flatfile_jobs::Error> {
        self.runtime.block_on(self.client.job(id).fail(why))
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start_blocking()?; // on a thread of its own
    let id = sandbox.add_executing_job("exportOrders");

    let jobs = Blocking::new(sandbox.client()?)?;
    jobs.fail(&id, "the warehouse did not answer")?;
    println!("{id} is {:?}", jobs.get(&id)?.status);
    Ok(())
}
