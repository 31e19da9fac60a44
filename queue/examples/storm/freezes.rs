//! Processes that stand still, at whatever they were doing, and wake late.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use flatfile_jobs::api::types::JobStatus;
use tokio::time::{Instant, sleep, sleep_until};

use crate::Result;
use crate::herd::Process;
use crate::measure::{ends, measure};
use crate::phases::{Row, SHORT_WORK, all_stop, row};
use crate::stage::{Kind, Size, Stage};
use crate::worker::LEASE_LOST;

/// Three processes, of which one is frozen each second, whichever, and wakes one
/// and a half leases later.
pub async fn freezes(kind: Kind, size: Size) -> Result<Row> {
    let (jobs, seconds, lease) = match size {
        Size::Short => (300, 3, 3),
        Size::Long => (1_500, 20, 5),
    };
    let stage = Stage::new(kind, jobs, SHORT_WORK, lease).await?;
    let sweeper = stage.sweeper().await?;
    let mut herd = Process::three(&stage)?;
    stage.until("the first runs", |runs| runs.len() > 3).await?;
    let (mut frozen, mut woken, mut times) = (VecDeque::new(), Vec::new(), 0);
    for _ in 0..seconds {
        sleep(Duration::from_millis(fastrand::u64(900..1_100))).await;
        while let Some((process, _)) = frozen.pop_front_if(|(_, wakes)| *wakes <= Instant::now()) {
            wake(process, &mut woken)?;
        }
        replace_dead(&mut herd, &stage)?;
        // One that does not work yet has nothing to lose.
        let runs = stage.runs()?;
        let works = |process: &Process| runs.iter().any(|ran| ran.pid == process.id());
        let working: Vec<_> = (0..herd.len()).filter(|at| works(&herd[*at])).collect();
        let Some(at) = fastrand::choice(working) else { continue };
        let victim = herd.swap_remove(at);
        victim.signal("STOP")?;
        times += 1;
        frozen.push_back((victim, Instant::now() + stage.lease * 3 / 2));
        herd.push(Process::start(&stage)?);
    }
    for (process, wakes) in frozen {
        sleep_until(wakes).await;
        wake(process, &mut woken)?;
    }
    let mut left = 0;
    for mut process in woken {
        match leaves(&mut process).await? {
            true => left += 1,
            false => herd.push(process),
        }
    }
    replace_dead(&mut herd, &stage)?;
    let settled = stage.settled().await?;
    let clean = all_stop(&mut herd).await?;
    sweeper.stop().await;

    let runs = stage.runs()?;
    let (measures, ends) = (measure(&runs, &HashMap::new()), ends(&stage.sandbox, &runs));
    let lost = jobs - stage.count(&JobStatus::Complete);
    let good = settled && clean && lost == 0 && measures.overlaps == 0;
    let good = good && (left == times || kind == Kind::Sqlite);
    let measured = format!(
        "{lost} lost, {left} of {times} leave, {} re-runs, {} overlap, {} ended twice, {} late ends, {} by another",
        measures.again, measures.overlaps, ends.twice, ends.late, ends.by_another
    );
    let good = good && (ends.twice, ends.late, ends.by_another) == (0, 0, 0);
    Ok(row(format!("{jobs} jobs, {times} freezes of 1.5 leases"), measured, good))
}

fn wake(process: Process, woken: &mut Vec<Process>) -> Result<()> {
    process.signal("CONT")?;
    woken.push(process);
    Ok(())
}

/// Whether one that woke leaves, as it should.
///
/// One that stood still in the middle of a write to SQLite kept all others from
/// writing: nobody could take its jobs, and it goes on with them.
async fn leaves(process: &mut Process) -> Result<bool> {
    for _ in 0..1_000 {
        if let Some(status) = process.status()? {
            return Ok(status.code() == Some(i32::from(LEASE_LOST)));
        }
        sleep(Duration::from_millis(10)).await;
    }
    Ok(false)
}

/// Does what whoever looks after a service does. For as long as somebody stands
/// still in a write to SQLite, no worker can begin.
fn replace_dead(herd: &mut [Process], stage: &Stage) -> Result<()> {
    for process in herd {
        if process.status()?.is_some() {
            *process = Process::start(stage)?;
        }
    }
    Ok(())
}
