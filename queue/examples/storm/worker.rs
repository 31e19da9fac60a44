//! A worker process: it says in a file what its handlers do.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use flatfile_jobs::{Client, HandlerResult, Run};
use flatfile_jobs_queue::{History, Queue};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;
use tokio::time::sleep;

use crate::Result;
use crate::record::{Event, now};

/// What a worker that lost its lease ends with.
pub const LEASE_LOST: u8 = 3;

/// What a handler does between two signs of life.
const STEP: Duration = Duration::from_millis(25);

fn setting(name: &str) -> Result<String> {
    std::env::var(name).map_err(|_| format!("`{name}` is not set").into())
}

pub async fn run() -> Result<ExitCode> {
    let client =
        Client::builder().token(setting("STORM_TOKEN")?).base_url(setting("STORM_API")?).build()?;
    let log = OpenOptions::new().append(true).open(setting("STORM_LOG")?)?;
    let log = Arc::new(log);
    let (least, most) = (setting("STORM_LEAST")?.parse()?, setting("STORM_MOST")?.parse()?);
    let lease = Duration::from_millis(setting("STORM_LEASE")?.parse()?);
    let queue = Queue::open(&setting("STORM_DATABASE")?).await?;
    let worker = queue.worker(client, move |run: Run, history: History| {
        let log = Arc::clone(&log);
        async move { handle(&log, &run, &history, least, most).await }
    });
    let mut terminate = signal(SignalKind::terminate())?;
    let orphaned = orphaned();
    let shutdown = async {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = orphaned => {}
        }
    };
    let report = worker.lease(lease).concurrency(4).run_until(shutdown).await;
    match report {
        Ok(_) => Ok(ExitCode::SUCCESS),
        Err(error) if error.is_lease_lost() => Ok(ExitCode::from(LEASE_LOST)),
        Err(error) => Err(error.into()),
    }
}

/// Says that the storm itself has ended, however that was: it holds the other end
/// of the standard input.
fn orphaned() -> oneshot::Receiver<()> {
    let (say, orphaned) = oneshot::channel();
    std::thread::spawn(move || {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        say.send(())
    });
    orphaned
}

async fn handle(
    log: &File,
    run: &Run,
    history: &History,
    least: u64,
    most: u64,
) -> HandlerResult<String> {
    let told = history.last_error.as_deref().is_some_and(|error| error.starts_with("worker died"));
    let say = |event: Event| {
        let (pid, attempt) = (std::process::id(), history.attempt);
        let line = format!("{} {pid} {} {attempt} {told} {}\n", now(), run.id(), event.name());
        // One write for a line, which others' lines do not come into.
        (&*log).write_all(line.as_bytes())
    };
    say(Event::Start)?;
    let length = Duration::from_millis(fastrand::u64(least..=most));
    let mut done = Duration::ZERO;
    while done < length {
        sleep(STEP).await;
        done += STEP;
        say(Event::Step)?;
    }
    say(Event::End)?;
    Ok(std::process::id().to_string())
}
