//! The loop: what was found is begun, and what runs is waited for.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::task::JoinSet;

use super::bounds::Bounds;
#[cfg(feature = "outbox")]
use super::keeper;
use super::options::Options;
use super::report::WorkerReport;
use super::shared::{Alive, Shared};
use super::state::Stage;
use super::{events, poller, sweeper, take};
use crate::error::Error;

/// How long ends have after a second signal: a person waits for the program to
/// go, and an outbox keeps what does not get through.
const LAST: Duration = Duration::from_secs(5);

/// Something to wait for.
pub(super) type Waiting<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// What tells a worker to end.
pub(super) struct Signals<'a> {
    pub(super) stop: Waiting<'a>,
    pub(super) drain: Option<Waiting<'a>>,
    pub(super) halt: Option<Waiting<'a>>,
}

/// A worker at work.
pub(super) struct Work<'a> {
    shared: Arc<Shared>,
    options: Arc<Options>,
    /// What brings jobs in; none of them ends.
    sources: Vec<Waiting<'static>>,
    jobs: JoinSet<()>,
    /// Begins no more jobs, and tells nobody.
    drain: Option<Waiting<'a>>,
    draining: bool,
    stop: Option<Waiting<'a>>,
    halt: Option<Waiting<'a>>,
    /// When the last time is over, after a second signal.
    last: Option<Waiting<'static>>,
    halted: bool,
    _alive: Alive,
}

/// What has happened.
enum Event {
    /// A job is over.
    Over,
    /// There may be something to begin.
    Woken,
    Drain,
    Stop,
    Halt,
    /// Nothing is left to wait for.
    End,
}

impl<'a> Work<'a> {
    pub(super) fn new(
        shared: Arc<Shared>,
        options: Options,
        signals: Signals<'a>,
        alive: Alive,
    ) -> Self {
        let Signals { stop, drain, halt } = signals;
        let bounds = Bounds::new(options.max_jobs, options.stop_when_idle);
        {
            let mut state = shared.state();
            (state.bounds, state.sweeps) = (bounds, options.sweep_every.is_some());
            state.asks = options.polls || state.sweeps;
        }
        Self {
            shared,
            options: Arc::new(options),
            sources: Vec::new(),
            jobs: JoinSet::new(),
            drain,
            draining: false,
            stop: Some(stop),
            halt,
            last: None,
            halted: false,
            _alive: alive,
        }
    }

    /// Works until it is stopped and nothing runs any more.
    ///
    /// # Errors
    ///
    /// When the outbox cannot be read, before anything is begun.
    pub(super) async fn run(mut self) -> Result<WorkerReport, Error> {
        self.shared.enter(Stage::Starting);
        #[cfg(feature = "outbox")]
        self.take_up().await?;
        if self.stop.is_some() {
            self.shared.enter(Stage::Running);
            self.start_sources();
        }
        loop {
            self.begin();
            if !self.draining && self.shared.state().is_done() {
                self.drain();
            }
            self.shared.measure();
            match self.next().await {
                // What came of a job, it has said itself.
                Event::Over | Event::Woken => {}
                Event::Drain => self.drain(),
                Event::Stop => self.stop(),
                Event::Halt => self.halt(),
                Event::End => break,
            }
        }
        // What had no time left is cut off.
        self.jobs.shutdown().await;
        Ok(self.report())
    }

    /// Takes up what a former process has left, unless it is to stop.
    #[cfg(feature = "outbox")]
    async fn take_up(&mut self) -> Result<(), Error> {
        let shared = Arc::clone(&self.shared);
        let mut taken_up = pin!(keeper::take_up(&shared));
        let taken_up = poll_fn(|context| {
            if let Poll::Ready(taken_up) = taken_up.as_mut().poll(context) {
                return Poll::Ready(Some(taken_up));
            }
            self.halted = wanted(&mut self.halt, context);
            let stop = self.halted || wanted(&mut self.stop, context);
            if stop { Poll::Ready(None) } else { Poll::Pending }
        })
        .await;
        match taken_up {
            // The first of them, so that its ends go first.
            Some(left) => {
                let keeper = keeper::run(Arc::clone(&self.shared), left?);
                self.sources.push(Box::pin(keeper));
            }
            None => self.stop(),
        }
        Ok(())
    }

    fn start_sources(&mut self) {
        let options = || Options::clone(&self.options);
        if self.options.polls {
            let every = self.options.poll;
            self.sources.push(Box::pin(poller::run(Arc::clone(&self.shared), options(), every)));
        }
        if let Some(every) = self.options.sweep_every {
            self.sources.push(Box::pin(sweeper::run(Arc::clone(&self.shared), options(), every)));
        }
    }

    /// Begins what waits, as far as there may be more.
    fn begin(&mut self) {
        loop {
            let next = self.shared.state().next(self.options.concurrency);
            // Also where those that waited are held now, and none is begun.
            self.shared.made_room();
            let Some(candidate) = next else { return };
            let (shared, options) = (Arc::clone(&self.shared), Arc::clone(&self.options));
            self.jobs.spawn(take::take(shared, candidate, options));
        }
    }

    async fn next(&mut self) -> Event {
        let shared = Arc::clone(&self.shared);
        let mut woken = pin!(shared.woken.notified());
        poll_fn(|context| {
            if wanted(&mut self.halt, context) {
                return Poll::Ready(Event::Halt);
            }
            if wanted(&mut self.stop, context) {
                return Poll::Ready(Event::Stop);
            }
            if wanted(&mut self.drain, context) && !self.draining {
                return Poll::Ready(Event::Drain);
            }
            match self.jobs.poll_join_next(context) {
                Poll::Ready(Some(_)) => return Poll::Ready(Event::Over),
                // Nothing runs.
                Poll::Ready(None) if self.draining => return Poll::Ready(Event::End),
                _ => {}
            }
            if wanted(&mut self.last, context) {
                return Poll::Ready(Event::End);
            }
            if woken.as_mut().poll(context).is_ready() {
                return Poll::Ready(Event::Woken);
            }
            for source in &mut self.sources {
                // They never end.
                let _ = source.as_mut().poll(context);
            }
            Poll::Pending
        })
        .await
    }

    /// Nothing new is begun.
    fn drain(&mut self) {
        self.draining = true;
        self.sources.clear();
        self.shared.enter(Stage::Draining);
        events::draining(self.jobs.len());
    }

    /// Nothing new is begun, and what runs is told.
    fn stop(&mut self) {
        (self.stop, self.draining) = (None, true);
        self.sources.clear();
        self.shared.enter(Stage::Stopping);
        events::stopping(self.jobs.len());
    }

    /// The time of what runs is over.
    fn halt(&mut self) {
        if self.stop.is_some() {
            self.stop();
        }
        (self.halt, self.halted) = (None, true);
        self.shared.enter(Stage::Halted);
        self.last = Some(self.shared.client.shared().timer.sleep(LAST));
        events::halted(self.jobs.len());
    }

    fn report(&self) -> WorkerReport {
        let mut state = self.shared.state();
        let report = WorkerReport {
            counts: state.counts.clone(),
            waiting: state.waiting(),
            halted: self.halted,
            unfinished: std::mem::take(&mut state.unfinished),
        };
        drop(state);
        events::stopped(&report);
        report
    }
}

/// Whether something that is waited for has come; it is not waited for again.
fn wanted(waiting: &mut Option<Waiting<'_>>, context: &mut Context<'_>) -> bool {
    let ready = waiting.as_mut().is_some_and(|it| it.as_mut().poll(context).is_ready());
    if ready {
        *waiting = None;
    }
    ready
}
