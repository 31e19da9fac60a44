//! New connections, for the pool.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tower_service::Service;

use super::connect::Connect;
use super::error::Error;
use super::http1::Http1;
#[cfg(feature = "http2")]
use super::http2::{Http2, Shared, Using};

/// Makes the connections of a pool.
#[derive(Clone)]
pub(super) struct Open {
    connect: Arc<Connect>,
    #[cfg(feature = "http2")]
    pub(super) shared: Arc<Shared>,
}

/// Why the pool got no connection.
pub(super) enum NotOpened {
    Failed(Error),
    /// It speaks HTTP/2, which needs no pool.
    #[cfg(feature = "http2")]
    Http2(Http2, Using),
}

/// There was a connection, and HTTP could not be spoken on it.
impl From<hyper::Error> for NotOpened {
    fn from(error: hyper::Error) -> Self {
        Self::Failed(Error::Exchange(error))
    }
}

impl Open {
    pub(super) fn new(connect: Connect) -> Self {
        Self {
            connect: Arc::new(connect),
            #[cfg(feature = "http2")]
            shared: Arc::default(),
        }
    }

    async fn open(self) -> Result<Http1, NotOpened> {
        let failed = |error| NotOpened::Failed(Error::Connect(error));
        let stream = self.connect.connect().await.map_err(failed)?;
        #[cfg(feature = "http2")]
        if stream.http2 {
            let new = Http2::begin(stream.io).await?;
            let (shared, using) = self.shared.offer(new);
            return Err(NotOpened::Http2(shared, using));
        }
        Ok(Http1::begin(stream.io).await?)
    }
}

impl Service<()> for Open {
    type Response = Http1;
    type Error = NotOpened;
    type Future = Pin<Box<dyn Future<Output = Result<Http1, NotOpened>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), NotOpened>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, (): ()) -> Self::Future {
        Box::pin(self.clone().open())
    }
}
