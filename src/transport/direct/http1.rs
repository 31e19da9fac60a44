//! A connection that speaks HTTP/1.1, as the pool has it.

use std::future::{Ready, ready};
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body_util::Full;
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tower_service::Service;

use super::life::Life;
use super::stream::Io;

/// A connection that speaks HTTP/1.1: one request at a time.
pub(super) struct Http1 {
    pub(super) sender: SendRequest<Full<Bytes>>,
    pub(super) life: Arc<Life>,
    /// Whether a request went through it already.
    pub(super) used: bool,
}

/// It is closed, or nobody is to use it any more.
#[derive(Debug)]
pub(super) struct Gone;

impl Http1 {
    /// Begins to speak.
    ///
    /// # Errors
    ///
    /// The connection is closed already: that of TLS 1.3 is, where the server
    /// did not accept the client's certificate.
    pub(super) async fn begin(io: TokioIo<Box<dyn Io>>) -> Result<Self, hyper::Error> {
        let (mut sender, connection) = http1::handshake(io).await?;
        let mut driver = tokio::spawn(connection);
        if let Err(closed) = sender.ready().await {
            // What the driver says is the cause.
            return Err(match (&mut driver).await {
                Ok(Err(cause)) => cause,
                _ => closed,
            });
        }
        Ok(Self { sender, life: Life::watched(driver), used: false })
    }
}

/// The pool asks for nothing but whether it can be used: who has it sends by
/// it directly.
impl Service<()> for Http1 {
    type Response = ();
    type Error = Gone;
    type Future = Ready<Result<(), Gone>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Gone>> {
        if self.life.is_over() {
            return Poll::Ready(Err(Gone));
        }
        self.sender.poll_ready(context).map_err(|_| Gone)
    }

    fn call(&mut self, (): ()) -> Self::Future {
        ready(Ok(()))
    }
}
