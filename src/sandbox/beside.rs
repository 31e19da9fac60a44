//! What a sandbox serves beside the API: responses of its user's own, on the
//! same port.

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use ::http::{Request, Response};
use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};

use super::builder::SandboxBuilder;
use super::core::BodyTooLong;
use super::handle::Sandbox;
use super::shared::AnyBody;

/// The body of a response beside the API: whole, or piece by piece.
pub struct BesideBody(Inner);

enum Inner {
    Whole(Bytes),
    Pieces(Pin<Box<dyn Stream<Item = Bytes> + Send>>),
}

impl SandboxBuilder {
    /// Serves what is not the API's: `serve` is given each request first, with the
    /// sandbox that it came to, and what it leaves (`None`) is the API's. Its body is
    /// whole, or none at all where it is [too long](BodyTooLong).
    ///
    /// A control path for tests in other languages, a page, a web hook: they are
    /// on the sandbox's port, meet no fault, and are not among its calls. Only
    /// what comes through the socket is asked; in process there is the API alone.
    /// The sandbox that `serve` is given has no server of its own: to drop it
    /// stops nothing.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
    /// use flatfile_jobs::sandbox::{BesideBody, Sandbox};
    /// use http::Response;
    ///
    /// let sandbox = Sandbox::builder()
    ///     .beside(|sandbox, request| {
    ///         let count = sandbox.calls().len().to_string();
    ///         (request.uri().path() == "/count").then(|| Response::new(BesideBody::from(count)))
    ///     })
    ///     .start()
    ///     .await?;
    /// # drop(sandbox);
    /// # Ok::<(), std::io::Error>(())
    /// # })?;
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn beside(
        mut self,
        serve: impl Fn(Sandbox, Request<Result<Bytes, BodyTooLong>>) -> Option<Response<BesideBody>>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        self.beside = Some(Arc::new(move |core, request| {
            serve(Sandbox { core: core.clone(), server: None }, request)
                .map(|response| response.map(BesideBody::into_any))
        }));
        self
    }
}

impl BesideBody {
    /// A body that comes piece by piece, as server-sent events do. To end the
    /// stream ends the response; while one is open, a
    /// [`shutdown`](Sandbox::shutdown) waits for it.
    pub fn pieces(pieces: impl Stream<Item = Bytes> + Send + 'static) -> Self {
        Self(Inner::Pieces(Box::pin(pieces)))
    }

    fn into_any(self) -> AnyBody {
        Box::pin(self.0)
    }
}

impl<T: Into<Bytes>> From<T> for BesideBody {
    fn from(whole: T) -> Self {
        Self(Inner::Whole(whole.into()))
    }
}

/// Not on the public type: that would tie it to the version of `http_body`.
impl Body for Inner {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match &mut *self {
            Self::Whole(rest) => {
                let rest = std::mem::take(rest);
                Poll::Ready((!rest.is_empty()).then(|| Ok(Frame::data(rest))))
            }
            Self::Pieces(pieces) => {
                pieces.as_mut().poll_next(context).map(|piece| piece.map(|it| Ok(Frame::data(it))))
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(rest) => SizeHint::with_exact(rest.len() as u64),
            Self::Pieces(_) => SizeHint::default(),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(rest) if rest.is_empty())
    }
}

impl fmt::Debug for BesideBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Whole(rest) => write!(f, "BesideBody({} bytes)", rest.len()),
            Inner::Pieces(_) => f.write_str("BesideBody(pieces)"),
        }
    }
}
