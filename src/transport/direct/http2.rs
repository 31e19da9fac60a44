//! A connection that speaks HTTP/2, which all requests share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::client::conn::TrySendError;
use hyper::client::conn::http2::{Builder, SendRequest};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};

use super::life::Life;
use super::stream::Io;

/// A connection that speaks HTTP/2.
#[derive(Clone)]
pub(super) struct Http2 {
    sender: SendRequest<Full<Bytes>>,
    life: Arc<Life>,
    /// Whether another request had it before.
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
        let (mut sender, connection) = builder.timer(TokioTimer::new()).handshake(io).await?;
        let driver = tokio::spawn(connection);
        sender.ready().await?;
        let life = Arc::new(Life::new());
        let watched = Arc::clone(&life);
        tokio::spawn(async move { watched.watch(driver).await });
        Ok(Self { sender, life, used: false })
    }

    /// Sends a request, and holds the connection for as long as its response
    /// is read.
    pub(super) async fn send(
        &mut self,
        request: Request<Full<Bytes>>,
    ) -> Result<(Response<Incoming>, Using), TrySendError<Request<Full<Bytes>>>> {
        let using = Using::new(&self.life);
        let response = self.sender.try_send_request(request).await?;
        Ok((response, using))
    }
}

impl Shared {
    /// The connection that is there, if it can still be used.
    pub(super) fn get(&self) -> Option<Http2> {
        let mut slot = self.slot();
        let usable = |there: &Http2| !there.sender.is_closed() && !there.life.is_over();
        if !slot.as_ref().is_some_and(usable) {
            *slot = None;
        }
        slot.clone()
    }

    /// Takes a new connection in, or has the one that is there already: many
    /// that begin at once each make their own.
    pub(super) fn offer(&self, new: Http2) -> Http2 {
        match self.get() {
            Some(there) => there,
            None => {
                *self.slot() = Some(Http2 { used: true, ..new.clone() });
                new
            }
        }
    }

    fn slot(&self) -> MutexGuard<'_, Option<Http2>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request is under way, or its response is read.
pub(in crate::transport) struct Using(Arc<Life>);

impl Using {
    fn new(life: &Arc<Life>) -> Self {
        // What is over says so by an error of its own.
        life.begin();
        Self(Arc::clone(life))
    }
}

impl Drop for Using {
    fn drop(&mut self) {
        self.0.end();
    }
}
