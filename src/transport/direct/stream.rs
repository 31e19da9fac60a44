//! A connection, whatever it is made of.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::{Connected, Connection};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};

/// What bytes go through: a socket, or TLS on one.
pub(super) trait Io: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Io for T {}

/// A connection that is ready for requests.
pub(super) struct Stream {
    io: TokioIo<Box<dyn Io>>,
    /// A proxy reads the requests, and needs the whole URL in them.
    forwarded: bool,
    http2: bool,
}

impl Stream {
    pub(super) fn new(io: Box<dyn Io>, forwarded: bool, http2: bool) -> Self {
        Self { io: TokioIo::new(io), forwarded, http2 }
    }
}

impl Connection for Stream {
    fn connected(&self) -> Connected {
        let connected = Connected::new().proxy(self.forwarded);
        if self.http2 { connected.negotiated_h2() } else { connected }
    }
}

impl Read for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_read(context, buffer)
    }
}

// The vectored forms are handed through: without them the head and the body of
// each request would be copied into one piece.
impl Write for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write_vectored(context, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::sync::{Arc, Mutex};

    use tokio::io::ReadBuf;

    use super::*;

    /// Keeps the number of the parts of each write.
    struct Parts(Arc<Mutex<Vec<usize>>>);

    impl AsyncRead for Parts {
        fn poll_read(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
            _: &mut ReadBuf<'_>,
        ) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    impl AsyncWrite for Parts {
        fn poll_write(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
            bytes: &[u8],
        ) -> Poll<io::Result<usize>> {
            self.0.lock().unwrap().push(1);
            Poll::Ready(Ok(bytes.len()))
        }

        fn poll_write_vectored(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
            parts: &[io::IoSlice<'_>],
        ) -> Poll<io::Result<usize>> {
            self.0.lock().unwrap().push(parts.len());
            Poll::Ready(Ok(parts.iter().map(|part| part.len()).sum()))
        }

        fn is_write_vectored(&self) -> bool {
            true
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    #[tokio::test(flavor = "current_thread")]
    async fn head_and_body_are_written_in_one_go_and_not_copied_together() {
        let writes = Arc::<Mutex<Vec<usize>>>::default();
        let mut stream = Stream::new(Box::new(Parts(Arc::clone(&writes))), false, false);
        assert!(stream.is_write_vectored());
        let parts = [io::IoSlice::new(b"head"), io::IoSlice::new(b"body")];
        let write =
            |context: &mut Context<'_>| Pin::new(&mut stream).poll_write_vectored(context, &parts);
        assert_eq!(poll_fn(write).await.unwrap(), 8);
        assert_eq!(*writes.lock().unwrap(), [2]);
    }

    #[test]
    fn a_connection_says_what_the_pool_has_to_know() {
        let parts = || Box::new(Parts(Arc::default()));
        for (forwarded, http2) in [(false, false), (true, false), (false, true)] {
            let connected = Stream::new(parts(), forwarded, http2).connected();
            assert_eq!(connected.is_proxied(), forwarded);
            assert_eq!(connected.is_negotiated_h2(), http2);
        }
    }
}
