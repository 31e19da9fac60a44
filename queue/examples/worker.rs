//! A worker on a queue, with one argument: where its database is.
//!
//! ```text
//! cargo run -p flatfile-jobs-queue --example worker -- sqlite:jobs.db
//! cargo run -p flatfile-jobs-queue --example worker -- postgres://user:password@host/jobs
//! ```
//!
//! By itself it works for a sandbox with twenty jobs, and stops when they are
//! done. With `FLATFILE_API_KEY` in the environment it works for Flatfile, until
//! Ctrl-C; start as many as you like, and kill one.

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::error::Error;
use std::time::Duration;

use flatfile_jobs::api::types::{JobConfig, JobStatus, JobType, Trigger};
use flatfile_jobs::sandbox::Sandbox;
use flatfile_jobs::{Client, HandlerResult, Run};
use flatfile_jobs_queue::{Dispatcher, History, Queue};
use tokio::time::sleep;

async fn export(run: Run, history: History) -> HandlerResult<String> {
    if history.is_again() {
        // What the run before has done, stands: look for it before doing it again.
        let why = history.last_error.as_deref().unwrap_or("its worker stopped");
        println!("{} is run again: {why}", run.id());
    }
    for order in 0..100 {
        run.check()?;
        run.progress_of(order, 100);
        sleep(Duration::from_millis(5)).await;
    }
    Ok("100 orders exported".to_owned())
}

/// Puts in what is ready, now and then. A stream of events would be quicker; see
/// `Dispatcher::follow`.
async fn dispatch(dispatcher: Dispatcher, client: Client) {
    loop {
        match dispatcher.put_ready(&client).await {
            Ok(counts) if counts.new > 0 => println!("{} jobs are put in", counts.new),
            Ok(_) => {}
            Err(error) => println!("{error}: it is tried again"),
        }
        sleep(Duration::from_secs(10)).await;
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("say where the database is: `sqlite:jobs.db`")?;
    let queue = Queue::open(&url).await?;
    let live = std::env::var_os("FLATFILE_API_KEY").is_some();
    let sandbox = (!live).then(Sandbox::in_process);
    let client = match &sandbox {
        Some(sandbox) => {
            for _ in 0..20 {
                let config = JobConfig::new("exportOrders", "us_wb_1", JobType::Workbook);
                sandbox.add(config.with_trigger(Trigger::Immediate));
            }
            sandbox.client()?
        }
        None => Client::from_env()?,
    };
    let dispatching = tokio::spawn(dispatch(queue.dispatcher()?, client.clone()));
    let worker = queue.worker(client.clone(), export).concurrency(8);
    let report = worker
        .run_until(async {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => println!("it stops, and waits for what runs"),
                () = all_done(&client), if !live => {}
            }
        })
        .await?;
    dispatching.abort();
    println!("{report:?}");
    Ok(())
}

/// Waits until no job of the sandbox is open.
async fn all_done(client: &Client) {
    loop {
        sleep(Duration::from_millis(200)).await;
        let mut open = client.jobs().status(JobStatus::Ready).status(JobStatus::Executing).stream();
        if open.next().await.is_none() {
            return;
        }
    }
}
