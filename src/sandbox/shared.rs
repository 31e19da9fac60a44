//! What the shell and the transport hold of a sandbox.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ::http::Request;
use chrono::{DateTime, SubsecRound, Utc};

use super::core::{Body, Core, Setting, prepare, writable};
use super::fault::Reply;
use crate::timer::Timer;

/// Says what time it is.
pub(super) type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The core, its clock and its timer, as the shell and the transport hold them.
#[derive(Clone)]
pub(super) struct Shared {
    pub(super) core: Arc<Mutex<Core>>,
    pub(super) setting: Arc<Setting>,
    pub(super) clock: Clock,
    pub(super) timer: Arc<dyn Timer>,
}

impl Shared {
    pub(super) fn lock(&self) -> MutexGuard<'_, Core> {
        self.core.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Decides about one request. The core is locked for as long as its jobs are
    /// looked at and changed, and no longer.
    pub(super) fn handle(&self, head: &Request<()>, body: Body<'_>) -> Reply {
        prepare(&self.setting, head, body, self.now(), |prepared| self.lock().handle(prepared))
    }

    /// The time, to the millisecond, which is what the API's dates have. A clock
    /// that is past what they can say stands still.
    pub(super) fn now(&self) -> DateTime<Utc> {
        writable((self.clock)()).trunc_subsecs(3)
    }
}
