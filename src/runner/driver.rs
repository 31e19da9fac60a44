//! What keeps a run going: its handler, its reports, the looks at its job, and
//! the wish to stop, in one future.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};

use tokio::sync::watch::Sender;

use super::canceled::CancelReason;
use super::caught::Caught;
use super::handler::Returned;
use super::looks::Looks;
use super::options::Course;
use super::reports::Report;
use super::shared::Shared;
use super::sight::Sight;
use crate::api::types::Job;
use crate::error::Error;
use crate::job::JobHandle;
use crate::retry::Retries;

/// How long the end waits for what is told before it.
const BEFORE_THE_END: Duration = Duration::from_secs(10);

/// Something to wait for.
pub(super) type Waiting<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// A request under way that is no end.
type Request = Pin<Box<dyn Future<Output = Box<Answered>> + Send>>;

/// What came of one.
struct Answered {
    asked: Instant,
    /// What was told; none for a look.
    report: Option<Report>,
    result: Result<Job, Error>,
}

/// What happens next in a run.
enum Event {
    Returned(Box<Returned>),
    Answered(Box<Answered>),
    Shutdown,
    /// The time of the handler is over.
    Halt,
    /// There is something to tell, or to do.
    Turn,
}

/// What keeps a run going.
pub(super) struct Driver<'a> {
    pub(super) handle: JobHandle,
    pub(super) sight: Sight,
    pub(super) course: Course,
    pub(super) shared: Arc<Shared>,
    pub(super) signal: Sender<Option<CancelReason>>,
    pub(super) shutdown: Option<Waiting<'a>>,
    /// What says that there is no grace.
    pub(super) halt: Option<Waiting<'a>>,
    looks: Looks,
    request: Option<Request>,
    /// When the handler was told to stop.
    told_at: Option<Instant>,
}

impl<'a> Driver<'a> {
    pub(super) fn new(
        handle: JobHandle,
        sight: Sight,
        course: Course,
        shared: Arc<Shared>,
        signal: Sender<Option<CancelReason>>,
        shutdown: Option<Waiting<'a>>,
    ) -> Self {
        let looks = Looks::new(course.look_every, shared.start);
        let (request, told_at) = (None, None);
        let halt = None;
        Self { handle, sight, course, shared, signal, shutdown, halt, looks, request, told_at }
    }

    /// Runs the handler until it returns, or until its time to stop is over.
    pub(super) async fn drive(&mut self, mut handler: Caught<'_>) -> Returned {
        loop {
            let now = self.shared.timer.now();
            if self.is_overdue(now) {
                return handler.abandon();
            }
            self.ask(now);
            match self.next(&mut handler, now).await {
                Event::Returned(returned) => return *returned,
                Event::Answered(answered) => {
                    self.note(answered);
                    // A transport may be ready at once, and a timer may leap.
                    tokio::task::yield_now().await;
                }
                Event::Shutdown => self.cancel(CancelReason::Shutdown),
                Event::Halt => {
                    self.course.grace = Duration::ZERO;
                    self.cancel(CancelReason::Shutdown);
                }
                // A timer may come back at once, and again and again.
                Event::Turn => tokio::task::yield_now().await,
            }
        }
    }

    /// Tells what is still to be told, before the end, as far as time allows.
    pub(super) async fn flush(&mut self) {
        let mut limit = self.shared.timer.sleep(BEFORE_THE_END);
        // What is under way, and the newest after it.
        for newest in [false, true] {
            if newest && !self.is_over() {
                self.tell(self.shared.timer.now());
            }
            let Some(mut request) = self.request.take() else { continue };
            let answered = poll_fn(|context| {
                if let Poll::Ready(answered) = request.as_mut().poll(context) {
                    return Poll::Ready(Some(answered));
                }
                limit.as_mut().poll(context).map(|()| None)
            });
            match answered.await {
                Some(answered) => self.note(answered),
                None => return,
            }
        }
    }

    /// How long the handler works so far.
    pub(super) fn worked(&self) -> Duration {
        self.shared.timer.now().saturating_duration_since(self.shared.start)
    }

    /// Why the run should stop, if it should.
    pub(super) fn reason(&self) -> Option<CancelReason> {
        self.signal.borrow().clone()
    }

    /// Whether nothing is sent any more before the end, if there is one.
    fn is_over(&self) -> bool {
        let reason = self.signal.borrow();
        reason.as_ref().is_some_and(|reason| reason.is_final() || *reason == CancelReason::Gone)
    }

    fn is_overdue(&self, now: Instant) -> bool {
        let since = |at| now.saturating_duration_since(at);
        self.told_at.is_some_and(|at| since(at) >= self.course.grace)
    }

    /// Sends what is due, if nothing is under way: a report, or else a look.
    fn ask(&mut self, now: Instant) {
        if self.request.is_some() || self.is_over() {
            return;
        }
        if self.shared.reports().due(now) == Some(Duration::ZERO) {
            self.tell(now);
        } else if self.looks.due(now) == Some(Duration::ZERO) {
            let handle = self.once();
            self.request = Some(Box::pin(async move {
                Box::new(Answered { asked: now, report: None, result: handle.get().await })
            }));
        }
    }

    fn tell(&mut self, now: Instant) {
        let Some(report) = self.shared.reports().take(now) else { return };
        let handle = self.once();
        self.request = Some(Box::pin(async move {
            let result = handle.ack_with(report.details()).await;
            Box::new(Answered { asked: now, report: Some(report), result })
        }));
    }

    /// A newer report says more than one that is tried again, and so does
    /// another look.
    fn once(&self) -> JobHandle {
        self.handle.clone().with_retries(Retries::none())
    }

    /// How long to wait where nothing else happens.
    fn rest(&self, now: Instant) -> Option<Duration> {
        let asks = match self.request.is_some() || self.is_over() {
            true => None,
            false => {
                [self.shared.reports().due(now), self.looks.due(now)].into_iter().flatten().min()
            }
        };
        let since = |at| now.saturating_duration_since(at);
        let grace = self.told_at.map(|at| self.course.grace.saturating_sub(since(at)));
        asks.into_iter().chain(grace).min()
    }

    async fn next(&mut self, handler: &mut Caught<'_>, now: Instant) -> Event {
        let shared = Arc::clone(&self.shared);
        let mut woken = pin!(shared.woken.notified());
        let mut rest = self.rest(now).map(|rest| shared.timer.sleep(rest));
        poll_fn(|context| {
            if let Poll::Ready(returned) = Pin::new(&mut *handler).poll(context) {
                return Poll::Ready(Event::Returned(Box::new(returned)));
            }
            if let Some(request) = &mut self.request
                && let Poll::Ready(answered) = request.as_mut().poll(context)
            {
                self.request = None;
                return Poll::Ready(Event::Answered(answered));
            }
            if let Some(shutdown) = &mut self.shutdown
                && shutdown.as_mut().poll(context).is_ready()
            {
                self.shutdown = None;
                return Poll::Ready(Event::Shutdown);
            }
            if let Some(halt) = &mut self.halt
                && halt.as_mut().poll(context).is_ready()
            {
                self.halt = None;
                return Poll::Ready(Event::Halt);
            }
            if woken.as_mut().poll(context).is_ready() && self.request.is_none() {
                return Poll::Ready(Event::Turn);
            }
            match &mut rest {
                Some(rest) => rest.as_mut().poll(context).map(|()| Event::Turn),
                None => Poll::Pending,
            }
        })
        .await
    }

    /// Takes into account what a request has shown of the job.
    fn note(&mut self, answered: Box<Answered>) {
        let Answered { asked, report, result } = *answered;
        let now = self.shared.timer.now();
        match result {
            Ok(job) if job.id == self.handle.id() => {
                self.looks.seen(now);
                if report.is_some() {
                    self.shared.reports().came();
                }
                if let Some(reason) = self.sight.update(job, asked) {
                    self.cancel(reason);
                }
            }
            // Of another job it says nothing.
            Ok(_) => self.failed(report, now, None),
            Err(error) => {
                let refused = (error.is_conflict() || error.is_not_found()) && error.is_of_api();
                let hurries = report.is_some() && (refused || error.is_overtaken());
                let over = self.sight.glance(&error);
                let asked = error.retry_after();
                let missing = error.is_not_found() && error.is_of_api();
                let gone = match report.is_none() && missing {
                    true => self.looks.missed(now, asked),
                    false => {
                        self.failed(report, now, asked);
                        false
                    }
                };
                if let Some(reason) = over {
                    self.cancel(reason);
                } else if gone {
                    self.cancel(CancelReason::Gone);
                } else if hurries {
                    self.looks.hurry(now);
                }
            }
        }
    }

    fn failed(&mut self, report: Option<Report>, now: Instant, asked: Option<Duration>) {
        match report {
            Some(report) => self.shared.reports().failed(report, now, asked),
            None => self.looks.failed(now, asked),
        }
    }

    /// Tells the handler to stop. What was said first is not taken back, but for
    /// a shutdown: what somebody else did to the job counts more.
    fn cancel(&mut self, reason: CancelReason) {
        let now = self.shared.timer.now();
        self.told_at.get_or_insert(now);
        self.signal.send_if_modified(|said| {
            let newer = matches!(said, None | Some(CancelReason::Shutdown | CancelReason::Gone))
                && said.as_ref() != Some(&reason)
                && (said.is_none() || reason.is_final());
            if newer {
                *said = Some(reason);
            }
            newer
        });
    }
}
