//! The kinds of weather, each with what it should come to.

use std::collections::HashMap;
use std::process::Command;
use std::time::Duration;

use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs_queue::Put;
use tokio::time::sleep;

use crate::Result;
use crate::herd::Process;
use crate::measure::{ends, measure};
use crate::record::now;
use crate::stage::{Kind, Size, Stage};
use crate::worker::LEASE_LOST;

/// A line of the table.
pub struct Row {
    pub what: String,
    pub measured: String,
    pub good: bool,
}

pub fn row(what: impl Into<String>, measured: impl ToString, good: bool) -> Row {
    let row = Row { what: what.into(), measured: measured.to_string(), good };
    eprintln!("{}: {}", row.what, row.measured);
    row
}

pub const SHORT_WORK: (u64, u64) = (50, 200);

/// Three processes, of which one is killed each second, whichever.
pub async fn kills(kind: Kind, size: Size) -> Result<Vec<Row>> {
    let (jobs, kills, lease) = match size {
        Size::Short => (200, 5, 3),
        Size::Long => (1_500, 20, 5),
    };
    let stage = Stage::new(kind, jobs, SHORT_WORK, lease).await?;
    let sweeper = stage.sweeper().await?;
    let mut herd = Process::three(&stage)?;
    stage.until("the first runs", |runs| runs.len() > 3).await?;
    let mut deaths = HashMap::new();
    for _ in 0..kills {
        sleep(Duration::from_secs(1)).await;
        let mut victim = herd.swap_remove(fastrand::usize(..herd.len()));
        victim.kill()?;
        deaths.insert(victim.id(), now());
        herd.push(Process::start(&stage)?);
    }
    stage.settled().await?;
    let clean = all_stop(&mut herd).await?;
    sweeper.stop().await;

    let runs = stage.runs()?;
    let (measures, ends) = (measure(&runs, &deaths), ends(&stage.sandbox, &runs));
    let lost = jobs - stage.count(&JobStatus::Complete);
    let idle = stage.attempts().await? - i64::try_from(runs.len())?;
    let told = format!("{} of {}", measures.told, measures.again);
    Ok(vec![
        row(format!("lost of {jobs}, {kills} kills"), lost, lost == 0),
        row("runs cut by a kill", measures.cut, true),
        row("overlap (two at once)", measures.overlaps, measures.overlaps == 0),
        row(
            "run again though the handler had ended (kill before the end or the row was written)",
            measures.again_after_end,
            true,
        ),
        row("attempts that ran no handler (the job had ended, or a kill before)", idle, true),
        row(
            format!("pickup s: min / median / max, lease {lease} s"),
            measures.pickup(),
            // Not by age; a machine under load may be slow.
            measures.pickups.last().is_none_or(|most| *most < lease as f64 + 30.0),
        ),
        row(
            "run again and told of the worker's death",
            told,
            measures.told + measures.again_after_end >= measures.again,
        ),
        row("ended twice, by the sandbox's record", ends.twice, ends.twice == 0),
        row("ends sent for a job that had ended", ends.late, ends.late == 0),
        row("ends by another than who ran the job last", ends.by_another, ends.by_another == 0),
        row("the others, told to stop, exit with 0", clean, clean),
    ])
}

/// A worker that stands still past its lease, and wakes while another runs its
/// jobs.
pub async fn frozen(kind: Kind, size: Size) -> Result<Row> {
    let lease = if size == Size::Short { 3 } else { 5 };
    let stage = Stage::new(kind, 4, (3_000, 3_000), lease).await?;
    let mut first = Process::start(&stage)?;
    stage.until("it has all jobs", |runs| runs.len() == 4).await?;
    let mut second = Process::start(&stage)?;
    sleep(Duration::from_secs(1)).await;
    first.signal("STOP")?;
    stage.until("the second has them", |runs| runs.len() == 8).await?;
    sleep(Duration::from_millis(500)).await;
    first.signal("CONT")?;
    let status = first.ended().await?;
    let settled = stage.settled().await?;
    let clean = all_stop(std::slice::from_mut(&mut second)).await?;

    let runs = stage.runs()?;
    let (measures, ends) = (measure(&runs, &HashMap::new()), ends(&stage.sandbox, &runs));
    let late = ends.by_process.get(&first.id()).copied().unwrap_or_default();
    let left = status.code() == Some(i32::from(LEASE_LOST));
    let good = left && settled && clean && late == 0 && ends.twice == 0 && measures.overlaps == 0;
    let leaves = if left { "it leaves" } else { "it stays" };
    let measured = format!(
        "{leaves}; {late} ends and {} steps by it, {} of 4 ended by the second",
        measures.overlaps,
        ends.by_process.get(&second.id()).copied().unwrap_or_default(),
    );
    Ok(row("frozen worker wakes while the second runs", measured, good))
}

/// The server is stopped, as by a crash, in the middle, and started again after
/// so many seconds.
pub async fn restart(size: Size, away: u64) -> Result<Row> {
    let jobs = if size == Size::Short { 100 } else { 500 };
    let stage = Stage::new(Kind::Postgres, jobs, SHORT_WORK, 5).await?;
    let sweeper = stage.sweeper().await?;
    let mut herd = Process::three(&stage)?;
    stage.until("a third has begun", |runs| runs.len() > jobs / 3).await?;
    shell("QUEUE_STOP")?;
    sleep(Duration::from_secs(away)).await;
    shell("QUEUE_START")?;
    stage.settled().await?;
    let mut alive = 0;
    for process in &mut herd {
        alive += usize::from(process.status()?.is_none());
    }
    let swept = sweeper.swept();
    let clean = all_stop(&mut herd).await?;
    let lost = jobs - stage.count(&JobStatus::Complete);
    let runs = stage.runs()?;
    let (measures, ends) = (measure(&runs, &HashMap::new()), ends(&stage.sandbox, &runs));
    let good = lost == 0 && alive == 3 && swept == 0 && clean && ends.twice == 0;
    let measured = format!(
        "{lost} lost, {alive} of 3 workers go on, {} re-runs, {swept} swept, {} ended twice",
        measures.again, ends.twice
    );
    let what = format!("server crashes in the middle of {jobs}, and is back after {away} s");
    Ok(row(what, measured, good))
}

/// What `queue/run` says how to do.
fn shell(name: &str) -> Result<()> {
    let command = std::env::var(name).map_err(|_| "use `queue/run storm`")?;
    match Command::new("sh").arg("-c").arg(command).status()?.success() {
        true => Ok(()),
        false => Err(format!("{name} failed").into()),
    }
}

/// A worker that is told to stop, with four jobs running and four waiting.
pub async fn stop(kind: Kind) -> Result<Row> {
    let stage = Stage::new(kind, 8, (2_000, 2_000), 5).await?;
    let mut one = Process::start(&stage)?;
    stage.until("four run", |runs| runs.len() == 4).await?;
    one.signal("TERM")?;
    let status = one.ended().await?;
    let runs = stage.runs()?;
    let ended = runs.iter().filter(|ran| ran.ended).count();
    let (complete, ready) = (stage.count(&JobStatus::Complete), stage.count(&JobStatus::Ready));
    let good = status.success() && (ended, complete, ready) == (4, 4, 4);
    let code = status.code().map_or_else(|| "a signal".to_owned(), |code| code.to_string());
    let measured = format!("{complete} end, exit {code}, {ready} untouched");
    Ok(row("SIGTERM, 4 of 2 s in flight", measured, good))
}

/// The same id again: while it waits, while it runs, when it is done.
pub async fn same_key(kind: Kind) -> Result<Row> {
    let stage = Stage::new(kind, 1, (1_000, 1_000), 5).await?;
    let dispatcher = stage.queue.dispatcher()?;
    let [id] = &stage.jobs[..] else { return Err("there is one job".into()) };
    let waiting = dispatcher.put(id.as_str()).await?;
    let mut one = Process::start(&stage)?;
    stage.until("it runs", |runs| runs.len() == 1).await?;
    let running = dispatcher.put(id.as_str()).await?;
    stage.settled().await?;
    let done = dispatcher.put(id.as_str()).await?;
    stage.settled().await?;
    all_stop(std::slice::from_mut(&mut one)).await?;
    let runs = stage.runs()?.len();
    let good = (waiting, running, done, runs) == (Put::Known, Put::Known, Put::New, 1);
    let measured =
        format!("waiting {waiting:?}, running {running:?}, done {done:?}; {runs} run of it in all");
    Ok(row("same key again", measured, good))
}

/// Handlers that take longer than the lease, and nobody is killed.
pub async fn long_jobs(kind: Kind) -> Result<Row> {
    let stage = Stage::new(kind, 24, (8_000, 8_000), 5).await?;
    let sweeper = stage.sweeper().await?;
    let mut herd = Process::three(&stage)?;
    stage.settled().await?;
    all_stop(&mut herd).await?;
    let (runs, swept) = (stage.runs()?.len(), sweeper.swept());
    Ok(row("24 jobs of 8 s, lease 5 s, nobody killed: runs", runs, (runs, swept) == (24, 0)))
}

/// Tells them to stop; whether all end well.
pub async fn all_stop(herd: &mut [Process]) -> Result<bool> {
    let mut good = true;
    for process in &*herd {
        process.signal("TERM")?;
    }
    for process in herd {
        good &= process.ended().await?.success();
    }
    Ok(good)
}
