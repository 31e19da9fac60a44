//! One beat, and one look at those of the others, again and again.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use flatfile_jobs::Timer;
use tokio::sync::oneshot;
use tokio::time::timeout;
use tracing::{debug, info, warn};

use super::judge::Judge;
use super::lease::Lease;
use crate::error::Error;
use crate::history::DIED;
use crate::store::{Beats, Expected, Place, Pool};

/// How many beats a lease has: one that is lost, and the next, cost nothing.
const BEATS: u32 = 5;

/// What is watched for, and by whom.
pub(crate) struct Watch {
    pub(crate) place: Place,
    pub(crate) lease: Duration,
    pub(crate) timer: Arc<dyn Timer>,
    /// A worker's own id and lease; none for a sweeper that is no worker.
    pub(crate) own: Option<(String, Lease)>,
}

/// What is done again and again.
pub(super) struct Round {
    watch: Watch,
    beats: Beats,
    judge: Judge,
    swept: Arc<AtomicU64>,
}

impl Round {
    pub(super) fn new(watch: Watch, swept: Arc<AtomicU64>) -> Self {
        let beats = connect(&watch);
        let judge = Judge::new(watch.lease);
        Self { watch, beats, judge, swept }
    }

    pub(super) async fn register(&mut self) -> Result<(), Error> {
        let Some((id, lease)) = &self.watch.own else { return Ok(()) };
        let sent = lease.now();
        let registered = self.beats.register(id).await;
        registered.map_err(|error| Error::database("take a worker on its list", error))?;
        lease.confirm(sent);
        Ok(())
    }

    pub(super) async fn repeat(&mut self, mut stopped: oneshot::Receiver<()>) {
        loop {
            tokio::select! {
                biased;
                signal = &mut stopped => match signal {
                    Ok(()) => break,
                    // Dropped: as if the process had died.
                    Err(_) => return,
                },
                () = self.watch.timer.sleep(self.watch.lease / BEATS) => {}
            }
            match self.round().await {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => {
                    warn!(
                        error = &*error as &dyn std::error::Error,
                        "the beat did not get through"
                    );
                    self.judge.forget();
                    // Whatever state the connection is in.
                    self.beats = connect(&self.watch);
                }
            }
        }
        if let Some((id, _)) = &self.watch.own {
            let left = self.beats.sweep(id, Expected::Own, "its worker stopped");
            if !matches!(timeout(self.watch.lease, left).await, Ok(Ok(_))) {
                debug!(worker = %id, "the worker could not sign off, and will be found dead");
            }
        }
    }

    /// A beat, and a look at the others; false where the own beat is lost.
    async fn round(&mut self) -> Result<bool, Box<dyn std::error::Error + Send + Sync>> {
        // Half a lease is what a beat may take at the most to count for an end.
        let patience = self.watch.lease / 2;
        if let Some((id, lease)) = &self.watch.own {
            let sent = lease.now();
            if !timeout(patience, self.beats.beat(id)).await?? {
                warn!(worker = %id, "this worker was declared dead");
                lease.lose();
                return Ok(false);
            }
            lease.confirm(sent);
        }
        let asked = self.watch.timer.now();
        let beats = timeout(patience, self.beats.watched()).await??;
        let dead = self.judge.observe(asked, self.watch.timer.now(), beats);
        for (id, expected) in dead {
            let why = format!("{DIED}{id}");
            let swept = timeout(patience, self.beats.sweep(&id, expected, &why)).await??;
            if let Some(rows) = swept {
                info!(worker = %id, rows, "a worker is dead, and its jobs are run again");
                self.swept.fetch_add(rows, Ordering::Relaxed);
            }
        }
        Ok(true)
    }
}

/// One connection, which no handler can take.
fn connect(watch: &Watch) -> Beats {
    Beats(Pool::new(&watch.place, None, 1, watch.lease / 2))
}
