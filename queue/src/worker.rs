//! A worker: one process that takes jobs out of the queue and runs them.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use flatfile_jobs::{Client, Timer, TokioTimer};
use riverqueue::{QueueConfig, RunHandle, Workers};
use tokio::time::timeout;

use crate::backoff::Backoff;
use crate::entry::Entry;
use crate::error::Error;
use crate::liveness::{Keeper, Lease, Watch};
use crate::report::WorkerReport;
use crate::settings::{LAST, LAST_GRACE, STUCK, Settings};
use crate::store::{Place, Pool};
use crate::work::{Counts, Handler, Shared, attempt};

/// Takes jobs out of a queue and runs them; made by [`Queue::worker`](crate::Queue::worker).
///
/// A process has one, as a rule. A deployment needs one, or a
/// [sweeper](crate::Queue::sweeper), that lives longer than a lease.
#[must_use = "nothing is run before `run_until`"]
pub struct Worker {
    place: Place,
    queue: Arc<str>,
    client: Client,
    handler: Box<Handler>,
    settings: Settings,
}

impl Worker {
    pub(crate) fn new(
        place: Place,
        queue: Arc<str>,
        client: Client,
        handler: Box<Handler>,
    ) -> Self {
        Self { place, queue, client, handler, settings: Settings::default() }
    }

    /// How many jobs run at once: 4 by default, 1 to 10,000.
    pub fn concurrency(mut self, jobs: usize) -> Self {
        self.settings.concurrency = jobs;
        self
    }

    /// How long this worker may stand still before its jobs are others': 5
    /// seconds by default, and a second to an hour. It beats five times in that.
    /// Give all workers the same: each judges the others by its own.
    pub fn lease(mut self, lease: Duration) -> Self {
        self.settings.lease = lease;
        self
    }

    /// How long running jobs may go on when the worker stops: 25 seconds by
    /// default, more than zero. Then they are told, have three seconds more, and are
    /// given back.
    pub fn grace(mut self, grace: Duration) -> Self {
        self.settings.grace = grace;
        self
    }

    /// How many workers may die over a job before it is failed instead of run
    /// again: 5 by default, at least 1.
    pub fn most_deaths(mut self, deaths: u32) -> Self {
        self.settings.most_deaths = deaths;
        self
    }

    /// How long it waits between two fetches at the least: 100 milliseconds by
    /// default, at least one. It begins no more jobs in that than may run at once.
    pub fn fetch_cooldown(mut self, cooldown: Duration) -> Self {
        self.settings.fetch_cooldown = cooldown;
        self
    }

    /// How long a job waits that the worker was not told of: a second by default, and
    /// no less than the [cooldown](Self::fetch_cooldown).
    pub fn poll_every(mut self, every: Duration) -> Self {
        self.settings.poll_every = every;
        self
    }

    /// Runs jobs until `shutdown` is ready; then it takes no more, and ends when
    /// those that run have ended or are given back.
    ///
    /// While the database is away it waits. A handler stands still then after a
    /// lease, and no end is sent after half of one, until the next beat gets
    /// through.
    ///
    /// # Errors
    ///
    /// [`is_lease_lost`](Error::is_lease_lost): end the process. Otherwise the
    /// settings are out of bounds, or the database was not there at the start.
    ///
    /// # Cancel safety
    ///
    /// To drop it is as if the process had died: its jobs are run again after a
    /// lease.
    pub async fn run_until(self, shutdown: impl Future) -> Result<WorkerReport, Error> {
        let Self { place, queue, client, handler, settings } = self;
        settings.check()?;
        let place = place.for_a_lease(settings.lease);
        // Never the same twice: who comes back is another worker.
        let id = format!("flatfile-{}-{:016x}", std::process::id(), fastrand::u64(..));
        let timer: Arc<dyn Timer> = Arc::new(TokioTimer);
        let lease = Lease::new(settings.lease, Arc::clone(&timer));
        let keeper = Keeper::start(Watch {
            place: place.clone(),
            lease: settings.lease,
            timer,
            own: Some((id.clone(), lease.clone())),
        })
        .await?;
        let shared = Arc::new(Shared {
            client,
            handler,
            lease: lease.clone(),
            most_deaths: settings.most_deaths,
            last_grace: LAST_GRACE,
            counts: Counts::default(),
        });
        // River fetches, completes, listens and maintains.
        let pool = Pool::new(&place, Some(&id), 6, Duration::from_secs(30));
        let mut river = start(&pool, &queue, &id, &settings, &shared)?;
        let stopper = river.stopper();
        let stopped = async {
            tokio::select! {
                ended = river.wait() => return ended,
                _ = shutdown => stopper.stop(),
            }
            let ended = timeout(settings.grace + LAST, river.wait()).await;
            ended.unwrap_or(Err(riverqueue::Error::ClientStopped))
        };
        let ended = tokio::select! {
            biased;
            () = lease.lost() => None,
            ended = stopped => Some(ended),
        };
        drop(river);
        let swept = keeper.swept();
        if ended.is_some() {
            // No step is taken any more for what is given up in the next one.
            lease.lose();
            keeper.stop().await;
        }
        // Where the lease is lost its attempts are never ready, and nothing of
        // them is written any more.
        let _ = timeout(Duration::from_secs(1), pool.close()).await;
        let ended = ended.ok_or_else(Error::lease_lost)?;
        ended.map_err(|error| Error::database("be worked with", error))?;
        Ok(WorkerReport::of(&shared.counts, swept))
    }
}

fn start(
    pool: &Pool,
    queue: &str,
    id: &str,
    settings: &Settings,
    shared: &Arc<Shared>,
) -> Result<RunHandle, Error> {
    let failed = |error| Error::database("be worked with", error);
    let mut workers = Workers::new();
    let shared = Arc::clone(shared);
    let work = move |context, row| attempt(Arc::clone(&shared), context, row);
    workers.add_fn::<Entry, _, _, _>(work).map_err(failed)?;
    let slots =
        QueueConfig::new(settings.concurrency).with_fetch_poll_interval(settings.poll_every);
    let builder = pool.river().id(id).workers(workers).queue(queue, slots);
    let builder = builder
        .fetch_cooldown(settings.fetch_cooldown)
        .retry_policy(Backoff)
        .soft_stop_timeout(settings.grace)
        .job_stuck_threshold(STUCK)
        // River's rescue goes by age, and refuses an age below this limit, a
        // minute by default: a handler that may take an hour would be waited for
        // by the hour when its worker is long dead. Without a limit River
        // rescues nobody; the beats do.
        .without_job_timeout();
    builder.build().and_then(|client| client.start()).map_err(failed)
}

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker")
            .field("place", &self.place)
            .field("queue", &self.queue)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
