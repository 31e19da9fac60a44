//! What bytes go through, whatever it is made of.

use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};

/// What bytes go through: a socket, or TLS on one.
pub(super) trait Io: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Io for T {}

/// What bytes go through, all the way to the server, and what is spoken there.
pub(super) struct Stream {
    pub(super) io: TokioIo<Box<dyn Io>>,
    #[cfg_attr(not(feature = "http2"), expect(dead_code, reason = "nobody is offered it"))]
    pub(super) http2: bool,
}

impl Stream {
    pub(super) fn new(io: Box<dyn Io>, http2: bool) -> Self {
        Self { io: TokioIo::new(io), http2 }
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::io;
    use std::pin::Pin;
    use std::sync::{Arc, Mutex};
    use std::task::{Context, Poll};

    use hyper::rt::Write;
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
        let mut stream = Stream::new(Box::new(Parts(Arc::clone(&writes))), false);
        assert!(stream.io.is_write_vectored());
        let parts = [io::IoSlice::new(b"head"), io::IoSlice::new(b"body")];
        let write = |context: &mut Context<'_>| {
            Pin::new(&mut stream.io).poll_write_vectored(context, &parts)
        };
        assert_eq!(poll_fn(write).await.unwrap(), 8);
        assert_eq!(*writes.lock().unwrap(), [2]);
    }
}
