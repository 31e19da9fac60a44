//! The core behind the client's transport seam, without a socket.

use std::time::Duration;

use ::http::Request;
use bytes::Bytes;

use super::core::Body;
use super::fault::{Delivery, MOST_DELAY, Reply};
use super::shared::Shared;
use crate::transport::{Transport, TransportError, TransportErrorKind, TransportFuture};

/// Hands requests straight to the core.
pub(super) struct InProcess {
    core: Shared,
}

impl InProcess {
    pub(super) fn new(core: Shared) -> Self {
        Self { core }
    }
}

impl Transport for InProcess {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let reply = self.core.handle(&Request::from_parts(head, ()), Body::Whole(&body));
            let pause = reply.delay.saturating_add(dripping(&reply)).min(MOST_DELAY);
            if !pause.is_zero() {
                self.core.timer.sleep(pause).await;
            }
            let (head, body) = reply.response.into_parts();
            match reply.delivery {
                // Until the client gives up.
                Delivery::Never | Delivery::Stall(_) => std::future::pending().await,
                Delivery::Reset => Err(TransportError::new(TransportErrorKind::Interrupted)),
                Delivery::Cut(_) => {
                    let error = TransportError::new(TransportErrorKind::CutShort);
                    Err(error.with_head(head.status, head.headers))
                }
                Delivery::Whole | Delivery::Drip(..) => {
                    Ok(::http::Response::from_parts(head, body))
                }
            }
        })
    }
}

/// How long a slow body takes in all.
fn dripping(reply: &Reply) -> Duration {
    let Delivery::Drip(bytes, pause) = reply.delivery else { return Duration::ZERO };
    let pieces = reply.response.body().len().div_ceil(bytes);
    pause.saturating_mul(u32::try_from(pieces).unwrap_or(u32::MAX))
}
