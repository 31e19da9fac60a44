//! A service that finds its jobs on its own, and stops on a signal.
//!
//! ```console
//! cargo run --example poller
//! FLATFILE_API_KEY=… FLATFILE_ENVIRONMENT_ID=… cargo run --example poller -- outbox.redb
//! ```
//!
//! Without a path it shows itself on the embedded sandbox: twenty jobs, and then
//! nothing until Ctrl-C or SIGTERM. With one it works on Flatfile, keeps ends in
//! that file until they are over, and settles what a former process has left.

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::error::Error;
use std::time::Duration;

use flatfile_jobs::api::types::{JobConfig, JobType, Trigger};
use flatfile_jobs::outbox::Outbox;
use flatfile_jobs::sandbox::Sandbox;
use flatfile_jobs::worker::WorkerReport;
use flatfile_jobs::{Client, ClientBuilder, EventFilter, HandlerResult, Run};

/// What is asked of the person who starts an export.
#[derive(serde::Deserialize)]
struct Input {
    rows: u64,
}

/// Writes the rows, which stands for the work of a job.
async fn export(run: Run) -> HandlerResult<String> {
    let Input { rows } = run.input()?;
    for row in 0..rows {
        run.check()?;
        run.progress_of(row, rows);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(format!("{rows} rows exported"))
}

/// The next Ctrl-C, or SIGTERM, which orchestrators send.
async fn signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    drop(tokio::signal::ctrl_c().await);
}

/// Works until a signal, and says what became of all.
pub async fn serve(client: &Client) -> Result<WorkerReport, flatfile_jobs::Error> {
    let exports = EventFilter::on("job:ready")
        .filter(serde_json::json!({ "payload.operation": "exportOrders" }));
    // The second signal is the one after the first.
    let (stopping, stopped) = tokio::sync::oneshot::channel();
    let first = async move {
        signal().await;
        println!("stopping: what runs has 30 seconds");
        let _ = stopping.send(());
    };
    let second = async move {
        drop(stopped.await);
        signal().await;
    };
    client.worker().on(exports, export).concurrency(8).halt_on(second).run_until(first).await
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let (_sandbox, client) = match std::env::args().nth(1) {
        Some(path) => {
            let outbox = Outbox::open(path)?;
            (None, ClientBuilder::from_env()?.outbox(outbox).build()?)
        }
        None => {
            let sandbox = Sandbox::start().await?;
            println!("This is the sandbox on {}; nothing leaves this machine.", sandbox.url());
            (0..20).for_each(|rows| add(&sandbox, rows));
            let client = sandbox.client()?;
            (Some(sandbox), client)
        }
    };
    println!("working until Ctrl-C");
    let report = serve(&client).await?;
    println!("{report}");
    for job in &report.unfinished {
        println!("{} is not ended: {}", job.job, job.reason);
    }
    Ok(())
}

/// A job of the sandbox that waits for a worker.
pub fn add(sandbox: &Sandbox, rows: u64) {
    let config = JobConfig::new("exportOrders", "us_wb_7PfLm2Rd", JobType::Workbook)
        .with_input(serde_json::json!({ "rows": rows }))
        .with_trigger(Trigger::Immediate);
    sandbox.add(config);
}
