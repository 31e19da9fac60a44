//! The connection of a response, for as long as its body is read.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::time::timeout;
use tower_service::Service;

use super::http1::Gone;
#[cfg(feature = "http2")]
use super::http2::Using;
use super::life::{IDLE, Life};

/// The connection of a response. One of HTTP/1.1 is not used again if this is
/// dropped before the body was read to its end.
pub(in crate::transport) enum Held {
    Http1(Box<dyn Hold>),
    #[cfg(feature = "http2")]
    Http2(#[expect(dead_code, reason = "it is there to be dropped")] Using),
}

impl Held {
    /// The body was read to its end.
    pub(in crate::transport) fn read_whole(self) {
        match self {
            Self::Http1(lease) => lease.give_back(),
            #[cfg(feature = "http2")]
            Self::Http2(_) => {}
        }
    }
}

/// A connection out of a pool whose type has no name.
pub(in crate::transport) trait Hold: Send {
    fn give_back(self: Box<Self>);
}

/// A connection of HTTP/1.1 that one request has. What is dropped goes back to
/// the pool, if it says that it can be used.
pub(super) struct Lease<C: Service<(), Error = Gone>> {
    pub(super) connection: C,
    life: Arc<Life>,
    /// How long nobody used it before.
    pub(super) unused: Duration,
    usable: bool,
}

impl<C: Service<(), Error = Gone>> Lease<C> {
    /// Has the connection, if it is still one to be used.
    pub(super) fn begin(connection: C, life: Arc<Life>) -> Option<Self> {
        let begun = life.begin();
        let unused = begun.unwrap_or_default();
        let lease = Self { connection, life, unused, usable: false };
        begun.map(|_| lease)
    }

    pub(super) fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Gone>> {
        self.connection.poll_ready(context)
    }

    /// It can be used by the next one, and goes back when it is dropped.
    fn end(&mut self) {
        self.life.end();
        self.usable = true;
    }
}

impl<C: Service<(), Error = Gone> + Send + 'static> Hold for Lease<C> {
    fn give_back(mut self: Box<Self>) {
        match self.poll_ready(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Ok(())) => self.end(),
            Poll::Ready(Err(Gone)) => {}
            // Another thread drives it, or the server responded before it
            // had the whole request.
            Poll::Pending => {
                let Ok(runtime) = Handle::try_current() else { return };
                runtime.spawn(async move {
                    let ready = poll_fn(|context| self.poll_ready(context));
                    if timeout(IDLE, ready).await.is_ok_and(|ready| ready.is_ok()) {
                        self.end();
                    }
                });
            }
        }
    }
}

impl<C: Service<(), Error = Gone>> Drop for Lease<C> {
    fn drop(&mut self) {
        if !self.usable {
            self.life.give_up();
            // The pool hears that it is gone.
            let _ = self.poll_ready(&mut Context::from_waker(Waker::noop()));
        }
    }
}
