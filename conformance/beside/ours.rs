//! This crate's side: the handlers of beside.ts, in Rust.

use std::time::Duration;

use flatfile_jobs::{Client, Event, HandlerResult, JobHandle, Outcome, Run};
use serde_json::Value;
use tokio::time::sleep;

use crate::world::Failure;

/// Takes an event as a service does. What comes of the run is in the sandbox's
/// record; a refusal is none of its failures.
pub async fn take(client: &Client, event: &Value) -> Result<(), Failure> {
    let event = Event::parse(event.to_string())?;
    let Some(job) = client.job_of(&event) else { return Err("the event is of no job".into()) };
    let Some(operation) = operation(&event) else { return Err("it has no operation".into()) };
    let _ = job.clone().run(async |run| handle(run, &operation, &job).await).await;
    Ok(())
}

fn operation(event: &Event) -> Option<String> {
    let Event::Ready(ready) = event else { return None };
    ready.payload()?.operation.clone()
}

async fn handle(run: Run, operation: &str, job: &JobHandle) -> HandlerResult {
    match operation {
        "breaks" => return Err("the warehouse did not answer".into()),
        "throwsNothing" => std::panic::panic_any(()),
        "tellsTooMuch" => run.progress(101, ()),
        "tellsOnce" => run.progress(50, "half of it"),
        "tellsBackwards" => {
            run.progress(60, ());
            run.progress(20, ());
        }
        "tellsOften" => {
            for row in 0..1000 {
                run.progress(row / 10, ());
                tokio::task::yield_now().await;
            }
        }
        "isCanceledMeanwhile" => {
            job.cancel("no longer wanted").await?;
            sleep(Duration::from_millis(1500)).await;
        }
        "isRunAgainMeanwhile" => {
            job.fail(()).await?;
            job.retry().await?;
            job.ack().await?;
            sleep(Duration::from_millis(1500)).await;
        }
        _ => {}
    }
    Ok(Outcome::new().message("42 rows imported"))
}
