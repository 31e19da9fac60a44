//! The worker in the hands of its user.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::feed::Feed;
use super::health::Health;
use super::options::{Narrow, Options};
use super::report::WorkerReport;
use super::shared::{Alive, Shared};
use super::source::Source;
use super::sweeper::SOON;
use super::work::{Signals, Waiting, Work};
use crate::client::Client;
use crate::error::Error;
use crate::events::EventFilter;
use crate::jobs::Jobs;
use crate::outcome::Outcome;
use crate::runner::{HandlerError, OnShutdown, Run, RunError, RunReport};

/// Finds jobs that are ready and runs many at once, until it is told to stop;
/// made by [`Client::worker`]. The [module](crate::worker) says how.
///
/// Up to 1,000 jobs that were found wait for their turn; with as many, the sources
/// wait, and a [`Feed`] says that it is [full](super::Fed::Full). The
/// [report](WorkerReport) names the first 1,000 jobs that are not where they belong.
/// A setter that is called again takes the place of what was set before, but for
/// [`on`](Self::on), which adds a handler.
#[must_use = "nothing is done before `run_until` is awaited"]
pub struct Worker<'a> {
    shared: Arc<Shared>,
    options: Options,
    drain: Option<Waiting<'a>>,
    halt: Option<Waiting<'a>>,
    alive: Alive,
}

impl Client {
    /// A worker that looks for jobs with this client, in its environment.
    #[cfg_attr(docsrs, doc(cfg(feature = "worker")))]
    #[doc(alias = "listener")]
    pub fn worker<'a>(&self) -> Worker<'a> {
        let shared = Arc::new(Shared::new(self.clone()));
        let alive = Alive(Arc::clone(&shared));
        Worker { shared, options: Options::default(), drain: None, halt: None, alive }
    }
}

impl<'a> Worker<'a> {
    /// Whose events are handled how. Of several handlers the first whose filter
    /// matches is called, with the [`Run`] of the job; all that
    /// [`JobHandle::run`](crate::JobHandle::run) says of a handler holds here, and
    /// one that panics costs its job alone.
    ///
    /// ```
    /// # fn example(client: &flatfile_jobs::Client) {
    /// use flatfile_jobs::EventFilter;
    /// use serde_json::json;
    ///
    /// let ready = || EventFilter::on("job:ready");
    /// let worker = client
    ///     .worker()
    ///     .on(ready().filter(json!({ "payload.job": "workbook:exportOrders" })), async |run| {
    ///         run.progress(10, "Reading");
    ///         Ok("exported")
    ///     })
    ///     .on(ready().filter(json!({ "payload.operation": ["import*", "map"] })), async |_| Ok(()));
    /// # }
    /// ```
    ///
    /// The sweep finds jobs without events: the filter is given the event that
    /// the job would make, which has the job's own space, source, kind, input and
    /// so on, but no namespaces and no slugs.
    ///
    /// Only events `job:ready` are asked for, whatever the filter's topic is.
    pub fn on<H, F, T>(self, filter: EventFilter, handler: H) -> Self
    where
        H: Fn(Run) -> F + Send + Sync + 'static,
        F: Future<Output = Result<T, HandlerError>> + Send + 'static,
        T: Into<Outcome>,
    {
        self.shared.add_handler(
            filter,
            Arc::new(move |run| {
                let handling = handler(run);
                Box::pin(async move { handling.await.map(Into::into) })
            }),
        );
        self
    }

    /// How many jobs it has in hand at once: 8 by default, one at the least, and as
    /// many as you like at the most. Each has one request under way at the most, and
    /// a connection for it over HTTP/1.1.
    pub fn concurrency(mut self, jobs: usize) -> Self {
        self.options.concurrency = jobs.max(1);
        self
    }

    /// Stops by itself after so many jobs were begun, and have ended; by default
    /// after none, however many there are. One that could not be begun does not
    /// count. With 0 it begins none, and stops at once, or when each end that was left
    /// in the outbox was tried.
    pub fn max_jobs(mut self, jobs: u64) -> Self {
        self.options.max_jobs = Some(jobs);
        self
    }

    /// Stops by itself when nothing is ready, which it does not by default: when the
    /// list of jobs was gone through with nothing in hand, and brought nothing. For
    /// what is started now and then, and is to end. What an event or a
    /// [feed](Self::feed) names counts once it was read, and is a job for this worker.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # use flatfile_jobs::api::types::{JobConfig, JobType, Trigger};
    /// # let config = JobConfig::new("exportOrders", "us_wb_1", JobType::Workbook);
    /// # sandbox.add(config.with_trigger(Trigger::Immediate));
    /// use flatfile_jobs::EventFilter;
    ///
    /// let worker = client.worker().on(EventFilter::on("job:ready"), async |_| Ok("done"));
    /// let report = worker.stop_when_idle().run_until(std::future::pending::<()>()).await?;
    /// println!("{report}");
    /// # assert_eq!(report.counts.completed, 1);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The list is gone through again whenever all that was found is over, and a
    /// job of it that could not be begun is not tried again before it has changed. A
    /// list that cannot be read is no list without jobs: it is asked again, as often
    /// as [`poll_every`](Self::poll_every) says. [Without a sweep](Self::without_sweep)
    /// it never stops by this.
    pub fn stop_when_idle(mut self) -> Self {
        self.options.stop_when_idle = true;
        self
    }

    /// Only jobs of this space; by default those of all spaces of the client's
    /// environment, or of all that its token sees where it has none.
    pub fn space(mut self, id: impl Into<String>) -> Self {
        self.options.space = Some(id.into());
        self
    }

    /// Only jobs of a list, with the filters of [`Client::jobs`]; by default all of
    /// the [space](Self::space). It is made anew for each sweep and each job, so that
    /// a date in it moves on.
    ///
    /// ```
    /// # fn example(client: &flatfile_jobs::Client) {
    /// # use flatfile_jobs::EventFilter;
    /// let worker = client
    ///     .worker()
    ///     .jobs(|jobs| jobs.operation("exportOrders").exclude_child_jobs(true))
    ///     .on(EventFilter::on("job:ready"), async |_| Ok("exported"));
    /// # }
    /// ```
    ///
    /// What events and [feeds](Self::feed) bring is judged by the job, when it is
    /// read. Whether it is of a [workbook](crate::Jobs::workbook) only the server
    /// can say where the job names it neither as source nor as destination: such a
    /// job brings the next sweep forward.
    pub fn jobs<N>(mut self, narrow: N) -> Self
    where
        N: Fn(Jobs) -> Jobs + Send + Sync + 'static,
    {
        self.options.narrow = Narrow(Some(Arc::new(narrow)));
        self
    }

    /// How often events are asked for: the least time between two rounds, while
    /// they bring something, and the most, when idle or while the server fails;
    /// by default a second and 30 seconds. A `Retry-After` that is longer is
    /// waited for, up to an hour. Each wait is spread by a tenth, and none is below ten
    /// milliseconds. A most that is below the least counts as the least.
    pub fn poll_every(mut self, least: Duration, most: Duration) -> Self {
        self.options.poll = (least, most);
        self
    }

    /// Asks for no events, whatever [`poll_every`](Self::poll_every) says: what is
    /// [fed](Self::feed) and the sweep are all.
    pub fn without_polling(mut self) -> Self {
        self.options.polls = false;
        self
    }

    /// Since when events are asked for at the start, by Flatfile's clock: by default
    /// since the present, and the sweep at the start finds what was ready before.
    pub fn since(mut self, moment: DateTime<Utc>) -> Self {
        self.options.since = Some(moment);
        self
    }

    /// How often the list of jobs is gone through, besides at the start: every 5
    /// minutes by default. It reads all jobs of the environment, or of the
    /// [space](Self::space), since the API has no filter for their status. After
    /// a job that could not be begun it comes sooner, but not within ten seconds.
    /// Less than ten seconds counts as ten. After a sweep that failed it waits ten
    /// seconds, twice as long each time, up to this, and not before the server wants
    /// it (`Retry-After`, up to an hour).
    pub fn sweep_every(mut self, every: Duration) -> Self {
        self.options.sweep_every = Some(every.max(SOON));
        self
    }

    /// Never goes through the list of jobs. What events miss, nobody begins then.
    pub fn without_sweep(mut self) -> Self {
        self.options.sweep_every = None;
        self
    }

    /// How long a handler may go on after it was told to stop: 30 seconds by
    /// default. Then it is dropped, with zero at once, and its job ended as
    /// [`on_shutdown`](Self::on_shutdown) says.
    pub fn grace(mut self, grace: Duration) -> Self {
        self.options.grace = Some(grace);
        self
    }

    /// What becomes of a job whose handler stops because the worker does, or is
    /// out of time: failed by default, with a text that says to run it again.
    pub fn on_shutdown(mut self, what: OnShutdown) -> Self {
        self.options.on_shutdown = what;
        self
    }

    /// How often a job's progress is sent at the most: every two seconds by default,
    /// every ten milliseconds at the most; see [`RunJob::progress_every`](crate::RunJob::progress_every).
    pub fn progress_every(mut self, every: Duration) -> Self {
        self.options.progress_every = Some(every);
        self
    }

    /// How often the job of a silent handler is read: every 15 seconds by default,
    /// every ten milliseconds at the most; see [`RunJob::look_every`](crate::RunJob::look_every).
    pub fn look_every(mut self, every: Duration) -> Self {
        self.options.look_every = Some(every);
        self
    }

    /// Hears how each run went, once it is over; and of jobs that could not be read
    /// or acknowledged, why. Of those that were not ready any more when they were
    /// read it hears nothing, and neither of what is cut off after a
    /// [second signal](Self::halt_on): that is in the [report](WorkerReport). It is
    /// called between requests: it should not take long. One that panics is said in
    /// the log.
    pub fn on_result<H>(mut self, hear: H) -> Self
    where
        H: Fn(Result<RunReport, RunError>) + Send + Sync + 'static,
    {
        self.options.hooks.on_result = Some(Arc::new(hear));
        self
    }

    /// Hears of each failure to read events or the list of jobs, after all its
    /// attempts. The worker asks again, whatever it is; with
    /// [`drain_on`](Self::drain_on) a program can end it. One that panics is said in
    /// the log.
    pub fn on_source_error<H>(mut self, hear: H) -> Self
    where
        H: Fn(Source, Error) + Send + Sync + 'static,
    {
        self.options.hooks.on_source_error = Some(Arc::new(hear));
        self
    }

    /// Nothing new is begun when this is ready, and the worker ends when what runs
    /// has; by default nothing is. It is not told: a stop may still follow. A job whose
    /// acknowledgement is under way, or is tried again, may still begin.
    pub fn drain_on<S: Future + Send + 'a>(mut self, drain: S) -> Self {
        self.drain = Some(Box::pin(async {
            drain.await;
        }));
        self
    }

    /// A second signal: handlers are dropped at once, their jobs ended as
    /// [`on_shutdown`](Self::on_shutdown) says, and what has not got through
    /// within five seconds is cut off; an outbox keeps such ends. It stops a
    /// worker that was not told to stop before, too.
    pub fn halt_on<S: Future + Send + 'a>(mut self, halt: S) -> Self {
        self.halt = Some(Box::pin(async {
            halt.await;
        }));
        self
    }

    /// What brings it events by other ways.
    #[must_use]
    pub fn feed(&self) -> Feed {
        Feed(Arc::clone(&self.shared))
    }

    /// What says whether it is well.
    #[must_use]
    pub fn health(&self) -> Health {
        Health(Arc::clone(&self.shared))
    }

    /// Works until `stop` is ready: `tokio::signal::ctrl_c()`, say. Then nothing
    /// new is begun, and it waits until what runs has ended, or is cut off by
    /// [`halt_on`](Self::halt_on). A job whose acknowledgement is under way, or is
    /// tried again, may still begin, and is told to stop at once.
    ///
    /// With an [outbox](crate::ClientBuilder::outbox), what a former process has
    /// left is settled from the start on, one end after the other, and what is left
    /// then every five minutes. A job that an end was kept for is not begun before
    /// that end was tried, and the worker does not stop by itself before each was;
    /// all other jobs wait for none, and a signal ends it at once.
    ///
    /// It needs a tokio runtime; each job is a task of it. A source that fails is
    /// asked again, and said in the log (`tracing`, target `flatfile_jobs`); the
    /// worker does not end by it.
    ///
    /// # Errors
    ///
    /// Before anything is begun: outside of a tokio runtime
    /// ([`is_invalid_input`](Error::is_invalid_input)), without a handler
    /// ([`is_configuration`](Error::is_configuration)), and when the outbox cannot
    /// be read ([`is_outbox`](Error::is_outbox)).
    ///
    /// # Cancel safety
    ///
    /// To drop it drops all handlers, and leaves their jobs executing, but for those
    /// whose ends are being sent; what is fed from then on is refused as by a worker
    /// that has stopped.
    pub async fn run_until<S: Future + Send + 'a>(self, stop: S) -> Result<WorkerReport, Error> {
        let Self { shared, options, drain, halt, alive } = self;
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(Error::invalid_input("a worker needs a tokio runtime around it"));
        }
        if !shared.has_handlers() {
            return Err(Error::configuration("the worker has no handler: give it one with `on`"));
        }
        let stop: Waiting<'a> = Box::pin(async {
            stop.await;
        });
        Work::new(shared, options, Signals { stop, drain, halt }, alive).run().await
    }
}

impl fmt::Debug for Worker<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker").field("options", &self.options).finish_non_exhaustive()
    }
}
