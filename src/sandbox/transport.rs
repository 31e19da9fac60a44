//! The core behind the client's transport seam, without a socket.

use ::http::Request;
use bytes::Bytes;

use super::Shared;
use crate::transport::{Sending, Transport};

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
    fn send(&self, request: Request<Bytes>) -> Sending<'_> {
        Box::pin(async move {
            let now = self.core.now();
            Ok(self.core.lock().handle(&request, now))
        })
    }
}
