//! What a handler and the driver of its run share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::Notify;

use super::reports::{Report, Reports};
use crate::timer::Timer;

/// What a handler and the driver of its run share.
pub(super) struct Shared {
    reports: Mutex<Reports>,
    /// Wakes the driver.
    pub(super) woken: Notify,
    pub(super) timer: Arc<dyn Timer>,
    /// When the handler was called.
    pub(super) start: Instant,
}

impl Shared {
    pub(super) fn new(reports: Reports, timer: Arc<dyn Timer>) -> Self {
        let start = timer.now();
        Self { reports: Mutex::new(reports), woken: Notify::new(), timer, start }
    }

    pub(super) fn reports(&self) -> MutexGuard<'_, Reports> {
        self.reports.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes what the handler says.
    pub(super) fn report(&self, report: Report) {
        self.reports().add(report);
        self.woken.notify_one();
    }
}
