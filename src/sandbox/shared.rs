//! What the shell and the transport hold of a sandbox.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ::http::{Request, Response};
use bytes::Bytes;
use chrono::{DateTime, SubsecRound, Utc};
use http_body::Body as HttpBody;

use super::core::{Body, BodyTooLong, Core, Setting, prepare, writable};
use super::fault::Reply;
use crate::timer::Timer;

/// Says what time it is.
pub(super) type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Responds to what is not the API's; nothing to what is.
pub(super) type Beside =
    Arc<dyn Fn(&Shared, Request<AskedBody>) -> Option<Response<AnyBody>> + Send + Sync>;

/// The body of a request, if it could be read.
pub(super) type AskedBody = Result<Bytes, BodyTooLong>;

/// A body of whatever kind.
pub(super) type AnyBody = Pin<Box<dyn HttpBody<Data = Bytes, Error = Infallible> + Send>>;

/// The core, its clock and its timer, as the shell and the transport hold them.
#[derive(Clone)]
pub(super) struct Shared {
    pub(super) core: Arc<Mutex<Core>>,
    pub(super) setting: Arc<Setting>,
    pub(super) clock: Clock,
    pub(super) timer: Arc<dyn Timer>,
    pub(super) beside: Option<Beside>,
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

    /// The response to what is served beside the API. Where nothing is, nothing
    /// is copied.
    pub(super) fn beside(&self, head: &Request<()>, body: &AskedBody) -> Option<Response<AnyBody>> {
        let serve = self.beside.as_ref()?;
        serve(self, head.clone().map(|()| body.clone()))
    }

    /// The time, to the millisecond, which is what the API's dates have. A clock
    /// that is past what they can say stands still.
    pub(super) fn now(&self) -> DateTime<Utc> {
        writable((self.clock)()).trunc_subsecs(3)
    }
}
