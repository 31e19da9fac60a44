//! Running a job with a handler.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::begin::begin;
use super::canceled::{CancelReason, Signal};
use super::caught::{Caught, Work};
use super::driver::{Driver, Waiting};
use super::finish::{Sent, end_of, send};
use super::handler::{HandlerError, Returned};
use super::options::{Beginning, Course, OnShutdown};
use super::report::{RunEnd, RunReport};
use super::reports::Reports;
use super::run::Run;
use super::run_error::RunError;
use super::shared::Shared;
use crate::api::types::Job;
use crate::job::JobHandle;
use crate::meters::{self, Working};
use crate::outcome::Outcome;

/// What is called with the run.
type Handler<'a> = Box<dyn FnOnce(Run) -> Work<'a> + Send + 'a>;

/// A run that goes on while it is awaited; made by [`JobHandle::run`].
///
/// A setter that is called again takes the place of what was set before.
#[must_use = "nothing is sent before it is awaited"]
pub struct RunJob<'a> {
    handle: JobHandle,
    how: Beginning,
    course: Course,
    shutdown: Option<Waiting<'a>>,
    halt: Option<Waiting<'a>>,
    handler: Handler<'a>,
}

impl JobHandle {
    /// Runs the job from ready to its end: it is read, acknowledged, handed to
    /// the handler, and ended by what the handler returns.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # use flatfile_jobs::api::types::{JobConfig, JobType, Trigger};
    /// # let config = JobConfig::new("exportOrders", "us_wb_1", JobType::Workbook);
    /// # let id = sandbox.add(config.with_trigger(Trigger::Immediate));
    /// # async fn write(_: u64) -> std::io::Result<()> { Ok(()) }
    /// use flatfile_jobs::{Next, Outcome};
    ///
    /// let report = client.job(&id).run(async |run| {
    ///     for order in 0..1000 {
    ///         write(order).await?;
    ///         run.progress_of(order, 1000);
    ///     }
    ///     let report = Next::url("https://example.test/report");
    ///     Ok(Outcome::new().message("1000 orders exported").next(report))
    /// }).await?;
    /// println!("{:?}", report.end);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// | The handler | and the job is |
    /// |---|---|
    /// | returns `Ok` with an outcome, a text or `()` | completed with it |
    /// | returns `Err` | failed with the error's message, or [its own outcome](HandlerError::with_outcome) |
    /// | panics | failed with the panic's text; with `panic = "abort"` the program ends instead |
    /// | returns after the job was canceled, ended or run again by others | left: what it returned is in the [report](RunReport::handler) |
    /// | returns after the job was not found, twice in a row | ended as it returned, if it is there after all |
    /// | stops because the program does | [failed, canceled or left](RunJob::on_shutdown) |
    ///
    /// There is exactly one end. One whose response is lost is
    /// [settled](JobHandle#settling-an-end), and what cannot be settled is
    /// [in doubt](RunError::is_in_doubt): a finished result is never turned into
    /// a failure.
    ///
    /// While the handler works, the job is read now and then, since Flatfile
    /// tells of a cancellation in no other way; see [`Signal`]. A job that was
    /// seen more than a second ago is read once more before its end is sent. It
    /// takes no task: what is awaited here does all of it, and a handler that
    /// computes without an await keeps it waiting.
    ///
    /// # Errors
    ///
    /// [`RunError`]: the job was not begun, and the handler did not run
    /// ([why](RunError::refusal)); or its end did not get through. That the
    /// handler failed is none: the [report](RunReport::handler) says it.
    ///
    /// # Cancel safety
    ///
    /// To drop it drops the handler, and leaves the job executing; unless its end is
    /// being sent: that may have been carried out, or is sent when the outbox is
    /// settled, where the client has one. Use [`shutdown`](RunJob::shutdown) to stop.
    #[doc(alias = "worker")]
    #[doc(alias = "jobHandler")]
    pub fn run<'a, H, F, T>(&self, handler: H) -> RunJob<'a>
    where
        H: FnOnce(Run) -> F + Send + 'a,
        F: Future<Output = Result<T, HandlerError>> + Send + 'a,
        T: Into<Outcome>,
    {
        RunJob {
            handle: self.clone(),
            how: Beginning::default(),
            course: Course::default(),
            shutdown: None,
            halt: None,
            handler: Box::new(|run| {
                let mut work = Box::pin(handler(run));
                // What it has returned stands before anything of it is dropped.
                Box::pin(poll_fn(move |context| work.as_mut().poll(context).map(Returned::of)))
            }),
        }
    }
}

impl<'a> RunJob<'a> {
    /// The job as the caller has just read it: it is not read again.
    pub fn job(mut self, job: &Job) -> Self {
        self.how.job = Some(Arc::new(job.clone()));
        self
    }

    /// Whether a job that is executing is taken over: one that a worker left
    /// behind, say. Where that worker still works on it, two do. By default it is
    /// [refused](RunError::refusal).
    pub fn take_over(mut self, take_over: bool) -> Self {
        self.how.take_over = take_over;
        self
    }

    /// What says that the program stops: `tokio::signal::ctrl_c()`, say, or a
    /// token that many runs share. The handler is told, and has its
    /// [grace](Self::grace). What it returns until then counts as ever. By default
    /// nothing does.
    pub fn shutdown<S>(mut self, shutdown: S) -> Self
    where
        S: Future + Send + 'a,
    {
        self.shutdown = Some(Box::pin(async {
            shutdown.await;
        }));
        self
    }

    /// What says that the program stops at once: the handler is told, and has no
    /// grace.
    #[cfg(feature = "worker")]
    pub(crate) fn halt<S>(mut self, halt: S) -> Self
    where
        S: Future<Output = ()> + Send + 'a,
    {
        self.halt = Some(Box::pin(halt));
        self
    }

    /// What becomes of the job when its handler stops because the program does,
    /// by [`Run::check`], or is out of time: failed by default, with a text that says
    /// to run it again.
    pub fn on_shutdown(mut self, what: OnShutdown) -> Self {
        self.course.on_shutdown = what;
        self
    }

    /// How long a handler may go on after it was told to stop: 30 seconds by
    /// default. Then it is dropped; with zero at once. There is no upper bound.
    pub fn grace(mut self, grace: Duration) -> Self {
        self.course.grace = grace;
        self
    }

    /// How often progress is sent at the most: every two seconds by default, and
    /// every ten milliseconds with less than that. What does not get through is sent
    /// again after twice as long each time, up to a minute (or this, if it is
    /// longer), and not before the server wants it (`Retry-After`, up to an hour).
    pub fn progress_every(mut self, every: Duration) -> Self {
        self.course.progress_every = every;
        self
    }

    /// How often the job of a silent handler is read: every 15 seconds by
    /// default, and every ten milliseconds with less than that. Where that fails,
    /// twice as long after each failure, up to two minutes (or this, if it is
    /// longer), and not before the server wants it (`Retry-After`, up to an hour).
    pub fn look_every(mut self, every: Duration) -> Self {
        self.course.look_every = every;
        self
    }

    async fn whole(self) -> Result<RunReport, RunError> {
        let Self { handle, how, course, shutdown, halt, handler } = self;
        let sight = begin(&handle, how).await?;
        let timer = Arc::clone(&handle.client().shared().timer);
        let shared = Arc::new(Shared::new(Reports::new(course.progress_every), timer));
        let (sender, receiver) = watch::channel(None);
        let run = Run {
            job: Arc::clone(&sight.latest),
            client: handle.client().clone(),
            signal: Signal(receiver),
            shared: Arc::clone(&shared),
        };
        let mut driver = Driver::new(handle, sight, course, shared, sender, shutdown);
        driver.halt = halt;
        let working = Working::begin();
        let returned = match Caught::of(|| handler(run)) {
            Ok(handler) => driver.drive(handler).await,
            Err(panicked) => *panicked,
        };
        drop(working);
        let took = driver.worked();
        driver.flush().await;
        let finished = finish(driver, returned).await;
        meters::run_over(finished.as_ref().ok().and_then(|report| report.end.status()), took);
        finished
    }
}

/// Sends the end, if there is one to send, and says how the run went.
async fn finish(driver: Driver<'_>, returned: Returned) -> Result<RunReport, RunError> {
    let reason = driver.reason();
    let Driver { handle, mut sight, course, signal, .. } = driver;
    let sent = match end_of(&returned, reason.as_ref(), &course.on_shutdown) {
        Some(end) => send(&handle, &mut sight, end).await,
        None => Ok(Sent::Left(reason.unwrap_or(CancelReason::Over))),
    };
    drop(signal);
    super::events::returned(handle.id(), &returned);
    match sent {
        Ok(Sent::Ended(end, settled)) => Ok(RunReport {
            end,
            job: settled.job,
            handler: returned,
            settled_by: Some(settled.by),
            attempts: settled.attempts,
        }),
        Ok(Sent::Left(reason)) => {
            super::events::left(handle.id(), &reason);
            Ok(RunReport {
                end: RunEnd::Left(reason),
                job: Job::clone(&sight.latest),
                handler: returned,
                settled_by: None,
                attempts: Vec::new(),
            })
        }
        Err(error) => Err(RunError::not_ended(handle.id(), error, Some(returned))),
    }
}

impl<'a> IntoFuture for RunJob<'a> {
    type Output = Result<RunReport, RunError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.whole())
    }
}

impl fmt::Debug for RunJob<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunJob")
            .field("job", &self.handle.id())
            .field("course", &self.course)
            .finish_non_exhaustive()
    }
}
