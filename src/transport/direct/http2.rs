//! A connection that speaks HTTP/2, which all requests share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::client::conn::TrySendError;
use hyper::client::conn::http2::{Builder, SendRequest};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};

use super::life::Life;
use super::stream::Io;

/// How long nothing may come while a request waits before the server is asked
/// whether it is there, and how long it may take to say so. One of HTTP/1.1 goes
/// with the attempt that was in vain; this one would take all that come after it,
/// where the system does not give a dead socket up by itself (macOS, Windows).
/// Together they are less than an attempt has by default, so that the next one
/// goes over another connection.
const SILENT: Duration = Duration::from_secs(10);
const LATE: Duration = Duration::from_secs(10);

/// A connection that speaks HTTP/2.
#[derive(Clone)]
pub(super) struct Http2 {
    sender: SendRequest<Full<Bytes>>,
    life: Arc<Life>,
    /// Whether it was there before the request that goes over it.
    pub(super) used: bool,
}

/// The one that requests share, where there is one.
#[derive(Default)]
pub(super) struct Shared(Mutex<Option<Http2>>);

impl Http2 {
    /// Begins to speak.
    ///
    /// # Errors
    ///
    /// What the server says is not HTTP/2.
    pub(super) async fn begin(io: TokioIo<Box<dyn Io>>) -> Result<Self, hyper::Error> {
        let mut builder = Builder::new(TokioExecutor::new());
        builder.timer(TokioTimer::new()).keep_alive_interval(SILENT).keep_alive_timeout(LATE);
        let (mut sender, connection) = builder.handshake(io).await?;
        let driver = tokio::spawn(connection);
        sender.ready().await?;
        Ok(Self { sender, life: Life::watched(driver), used: false })
    }

    /// Sends a request.
    pub(super) async fn send(
        &mut self,
        request: Request<Full<Bytes>>,
    ) -> Result<Response<Incoming>, TrySendError<Request<Full<Bytes>>>> {
        self.sender.try_send_request(request).await
    }

    pub(super) fn is_closed(&self) -> bool {
        self.sender.is_closed()
    }

    /// Takes it for a request, if it can still be used.
    fn taken(&self) -> Option<(Self, Using)> {
        if self.is_closed() {
            return None;
        }
        let unused = self.life.begin()?;
        Some((self.clone(), Using { life: Arc::clone(&self.life), unused }))
    }
}

impl Shared {
    /// The connection that is there, if it can still be used.
    pub(super) fn take(&self) -> Option<(Http2, Using)> {
        Self::take_from(&mut self.slot())
    }

    /// Takes a new connection in, unless there is one already: many that begin at
    /// once each make their own.
    pub(super) fn offer(&self, new: Http2) -> (Http2, Using) {
        let mut slot = self.slot();
        if let Some(there) = Self::take_from(&mut slot) {
            return there;
        }
        *slot = Some(Http2 { used: true, ..new.clone() });
        let unused = new.life.begin().unwrap_or_default();
        let using = Using { life: Arc::clone(&new.life), unused };
        (new, using)
    }

    fn take_from(slot: &mut Option<Http2>) -> Option<(Http2, Using)> {
        let begun = slot.as_ref().and_then(Http2::taken);
        if begun.is_none() {
            *slot = None;
        }
        begun
    }

    fn slot(&self) -> MutexGuard<'_, Option<Http2>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request is under way, or its response is read.
pub(in crate::transport) struct Using {
    life: Arc<Life>,
    /// How long nobody used the connection before.
    pub(super) unused: Duration,
}

impl Drop for Using {
    fn drop(&mut self) {
        self.life.end();
    }
}

#[cfg(test)]
mod tests;
