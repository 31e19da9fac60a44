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
    let (jobs, times, lease) = match size {
        Size::Short => (300, 3, 3),
        Size::Long => (1_500, 20, 5),
    };
    let stage = Stage::new(kind, jobs, SHORT_WORK, lease).await?;
    let sweeper = stage.sweeper().await?;
    let mut herd = Vec::new();
    for _ in 0..3 {
        herd.push(Process::start(&stage)?);
    }
    stage.until("the first runs", |runs| runs.len() > 3).await?;
    let (mut frozen, mut left) = (VecDeque::new(), 0);
    for _ in 0..times {
        sleep(Duration::from_millis(fastrand::u64(900..1_100))).await;
        let victim = herd.swap_remove(fastrand::usize(..herd.len()));
        victim.signal("STOP")?;
        frozen.push_back((victim, Instant::now() + stage.lease * 3 / 2));
        herd.push(Process::start(&stage)?);
        while let Some((process, _)) = frozen.pop_front_if(|(_, wakes)| *wakes <= Instant::now()) {
            left += usize::from(leaves(process).await?);
        }
    }
    for (process, wakes) in frozen {
        sleep_until(wakes).await;
        left += usize::from(leaves(process).await?);
    }
    let settled = stage.settled().await?;
    let clean = all_stop(&mut herd).await?;
    sweeper.stop().await;

    let runs = stage.runs()?;
    let (measures, ends) = (measure(&runs, &HashMap::new()), ends(&stage.sandbox, &runs));
    let lost = jobs - stage.count(&JobStatus::Complete);
    let good = settled && clean && lost == 0 && left == times && measures.overlaps == 0;
    let measured = format!(
        "{lost} lost, {left} leave, {} re-runs, {} overlap, {} ended twice, {} late ends, {} by another",
        measures.again, measures.overlaps, ends.twice, ends.late, ends.by_another
    );
    let good = good && (ends.twice, ends.late, ends.by_another) == (0, 0, 0);
    Ok(row(format!("{jobs} jobs, {times} freezes of 1.5 leases"), measured, good))
}

/// Wakes one; whether it leaves, as it should.
async fn leaves(mut process: Process) -> Result<bool> {
    process.signal("CONT")?;
    Ok(process.ended().await?.code() == Some(i32::from(LEASE_LOST)))
}
