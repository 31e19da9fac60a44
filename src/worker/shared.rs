//! What the loop, the sources, the jobs and the handles of a worker share.

use std::fmt;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::{Notify, watch};

use super::queue::Candidate;
use super::state::{Offered, Stage, State};
use crate::api::types::{EventTopic, Job};
use crate::client::Client;
use crate::events::{Event, EventFilter, of_job};
use crate::meters;
use crate::outcome::Outcome;
use crate::runner::{HandlerError, Run};

/// What a handler does.
pub(super) type Handling = Pin<Box<dyn Future<Output = Result<Outcome, HandlerError>> + Send>>;
/// What is called for a job.
pub(super) type Handler = Arc<dyn Fn(Run) -> Handling + Send + Sync>;

/// What the parts of a worker share.
pub(super) struct Shared {
    pub(super) client: Client,
    handlers: Mutex<Vec<(EventFilter, Handler)>>,
    state: Mutex<State>,
    /// Wakes the loop.
    pub(super) woken: Notify,
    /// Wakes sources that wait for room.
    room: Notify,
    /// Wakes the sweep before its time.
    pub(super) sweep: Notify,
    /// Where in its life the worker is, for its jobs.
    stage: watch::Sender<Stage>,
}

/// As long as it is there, the worker may take jobs. With it the worker goes,
/// whether it has run or not.
pub(super) struct Alive(pub(super) Arc<Shared>);

impl Drop for Alive {
    fn drop(&mut self) {
        self.0.enter(Stage::Stopped);
    }
}

impl Shared {
    pub(super) fn new(client: Client) -> Self {
        Self {
            client,
            handlers: Mutex::default(),
            state: Mutex::default(),
            woken: Notify::new(),
            room: Notify::new(),
            sweep: Notify::new(),
            stage: watch::Sender::new(Stage::New),
        }
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn handlers(&self) -> MutexGuard<'_, Vec<(EventFilter, Handler)>> {
        self.handlers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn add_handler(&self, filter: EventFilter, handler: Handler) {
        self.handlers().push((filter, handler));
    }

    pub(super) fn has_handlers(&self) -> bool {
        !self.handlers().is_empty()
    }

    pub(super) fn handler(&self, at: usize) -> Option<Handler> {
        self.handlers().get(at).map(|(_, handler)| Arc::clone(handler))
    }

    /// The handler that an event is for: the first whose filter matches.
    pub(super) fn meant(&self, event: &Event) -> Option<usize> {
        self.handlers().iter().position(|(filter, _)| filter.matches(event))
    }

    /// The handler that a job is for, by the event that it would make.
    pub(super) fn meant_for(&self, job: &Job) -> Option<usize> {
        self.meant(&Event::of_generic(of_job(EventTopic::JobReady, job)))
    }

    /// Goes on to a stage, and tells the jobs.
    pub(super) fn enter(&self, stage: Stage) {
        self.state().stage = stage;
        self.stage.send_replace(stage);
        self.room.notify_waiters();
        self.woken.notify_one();
    }

    /// Waits for a stage, or a later one.
    pub(super) fn reached(&self, stage: Stage) -> impl Future<Output = ()> + Send + use<> {
        let mut stages = self.stage.subscribe();
        // An error: the worker is gone, and its jobs with it.
        async move { drop(stages.wait_for(|now| *now >= stage).await) }
    }

    /// Takes a job up, if there is room.
    pub(super) fn offer(&self, candidate: Candidate) -> Offered {
        let offered = self.state().offer(candidate);
        if offered == Offered::Taken {
            self.woken.notify_one();
        }
        offered
    }

    /// Takes a job up, as soon as there is room.
    pub(super) async fn offer_patiently(&self, candidate: Candidate) -> Offered {
        loop {
            let mut room = pin!(self.room.notified());
            // Whoever makes room from here on wakes it.
            room.as_mut().enable();
            match self.offer(candidate.clone()) {
                Offered::Full => room.await,
                offered => return offered,
            }
        }
    }

    /// Waits until nothing waits or runs that is to be run.
    pub(super) async fn quiet(&self) {
        loop {
            let mut room = pin!(self.room.notified());
            room.as_mut().enable();
            if self.state().bounds.is_quiet() {
                return;
            }
            room.await;
        }
    }

    /// A source was asked with success.
    pub(super) fn succeeded(&self) {
        let now = self.client.shared().timer.now();
        self.state().succeeded(now);
    }

    /// How long the oldest job that waits is ready.
    pub(super) fn oldest_ready(&self) -> Option<Duration> {
        let oldest = self.state().oldest()?;
        let now: DateTime<Utc> = self.client.shared().timer.date().into();
        Some((now - oldest).to_std().unwrap_or_default())
    }

    /// Measures what grows with time alone.
    pub(super) fn measure(&self) {
        meters::oldest_ready(|| self.oldest_ready());
    }

    /// An end of the outbox was tried: its job may begin.
    #[cfg(feature = "outbox")]
    pub(super) fn release(&self, job: &str) {
        self.state().release(job);
        self.woken.notify_one();
    }

    /// There is room again.
    pub(super) fn made_room(&self) {
        self.room.notify_waiters();
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").field("state", &*self.state()).finish_non_exhaustive()
    }
}
