//! What the control path holds, and how a request gets to what does it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use bytes::Bytes;
use flatfile_jobs::sandbox::{BesideBody, BodyTooLong, Sandbox};
use http::{Method, Request, Response, StatusCode};
use tokio::sync::watch;

use super::asked::Asked;
use super::reply::{Refusal, Reply};
use super::{BASE, guard, routes};
use crate::sandbox::clock::Clock;
use crate::sandbox::event_faults::EventFaultSet;
use crate::sandbox::faults::FaultPlan;
use crate::sandbox::page;
use crate::sandbox::setup::{Setup, Start};

/// What is served beside the API.
#[derive(Clone, Copy, Debug)]
pub struct Shows {
    pub control: bool,
    pub page: bool,
}

/// What the control path holds beside the sandbox.
pub struct Control {
    pub(super) shows: Shows,
    pub(super) clock: Arc<Clock>,
    /// The plan that is in force, as it was written, and how many there were.
    plan: Arc<Mutex<(FaultPlan, u64)>>,
    /// The same of the events.
    event_faults: Mutex<EventFaultSet>,
    /// How often the record of calls was begun anew.
    forgotten: Arc<AtomicU64>,
    /// Known once it has started.
    pub(super) url: OnceLock<String>,
    pub(super) start: OnceLock<Start>,
    /// True when the server is about to end.
    pub(super) closing: watch::Receiver<bool>,
}

/// What a stream of events looks at, for as long as it is open.
pub struct Events {
    pub(super) clock: Arc<Clock>,
    pub(super) closing: watch::Receiver<bool>,
    plan: Arc<Mutex<(FaultPlan, u64)>>,
    forgotten: Arc<AtomicU64>,
}

impl Events {
    pub(super) fn plan(&self) -> (FaultPlan, u64) {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn forgotten(&self) -> u64 {
        self.forgotten.load(Ordering::Relaxed)
    }
}

impl Control {
    pub fn new(
        shows: Shows,
        clock: Arc<Clock>,
        setup: &Setup,
        closing: watch::Receiver<bool>,
    ) -> Self {
        Self {
            shows,
            clock,
            plan: Arc::new(Mutex::new((setup.faults.clone(), 0))),
            event_faults: Mutex::new(setup.event_faults.clone()),
            forgotten: Arc::default(),
            url: OnceLock::new(),
            start: OnceLock::new(),
            closing,
        }
    }

    /// Says where the sandbox is, and what a reset sets it back to.
    pub fn began(&self, url: String, start: Start) {
        drop((self.url.set(url), self.start.set(start)));
    }

    /// The response to what is not the API's.
    pub fn serve(
        &self,
        sandbox: Sandbox,
        request: &Request<Result<Bytes, BodyTooLong>>,
    ) -> Option<Response<BesideBody>> {
        let path = request.uri().path();
        let is_page = path == "/" && self.shows.page;
        let below = path.strip_prefix(BASE).filter(|rest| rest.is_empty() || rest.starts_with('/'));
        // The page lives of the control path.
        let is_control = below.is_some() && (self.shows.control || self.shows.page);
        if !is_page && !is_control {
            return None;
        }
        let reply = guard::check(request.headers(), is_page).and_then(|()| match is_page {
            true => self.page(request.method()),
            false => {
                let (run, parameter) = routes::find(request.method(), path)?;
                run(self, Asked::new(sandbox, parameter, request)?)
            }
        });
        Some(reply.unwrap_or_else(Refusal::reply))
    }

    fn page(&self, method: &Method) -> Result<Reply, Refusal> {
        match *method {
            Method::GET => Ok(page::reply()),
            _ => {
                let refusal = Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "the page takes GET");
                Err(Refusal { allow: Some("GET".to_owned()), ..refusal })
            }
        }
    }

    pub(super) fn events(&self) -> Events {
        let (clock, plan) = (Arc::clone(&self.clock), Arc::clone(&self.plan));
        let forgotten = Arc::clone(&self.forgotten);
        Events { clock, closing: self.closing.clone(), plan, forgotten }
    }

    pub(super) fn plan(&self) -> MutexGuard<'_, (FaultPlan, u64)> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn event_faults(&self) -> MutexGuard<'_, EventFaultSet> {
        self.event_faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets this go wrong with events.
    pub(super) fn set_event_faults(
        &self,
        sandbox: &Sandbox,
        written: EventFaultSet,
    ) -> Result<(), Refusal> {
        let seed = self.plan().0.seed;
        let faults = written.clone().or_seed(seed).faults().map_err(Refusal::bad)?;
        let mut held = self.event_faults();
        sandbox.set_event_faults(faults);
        *held = written;
        Ok(())
    }

    /// Begins the record of calls anew.
    pub(super) fn forget_calls(&self, sandbox: &Sandbox) {
        sandbox.forget_calls();
        self.forgotten.fetch_add(1, Ordering::Relaxed);
    }

    /// Puts a plan in force.
    pub(super) fn set_plan(&self, sandbox: &Sandbox, plan: FaultPlan) -> Result<(), Refusal> {
        let faults = plan.faults().map_err(Refusal::bad)?;
        let mut held = self.plan();
        sandbox.set_faults(faults);
        *held = (plan, held.1 + 1);
        Ok(())
    }
}
