//! The seam under the client: what carries one request and brings its response.
//!
//! By itself a client connects over HTTP. Another [`Transport`] can stand in
//! its place: canned responses for a unit test, or the sandbox without a socket.

mod cause;
mod error;
mod framing;
mod http;
mod runtime;

use std::pin::Pin;
use std::sync::Arc;

use ::http::{Request, Response};
use bytes::Bytes;

pub use error::{TransportError, TransportErrorKind};

/// The future of one request.
pub type TransportFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Response<Bytes>, TransportError>> + Send + 'a>>;

/// Carries one request and brings its response, of whatever status.
///
/// The request is whole: headers, token and body are in place. Time limits are
/// kept by the caller, who drops the future when the time is over.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use bytes::Bytes;
/// use flatfile_jobs::transport::{TransportFuture, Transport};
/// use http::{Request, Response, StatusCode};
///
/// struct Nobody;
///
/// impl Transport for Nobody {
///     fn send(&self, _: Request<Bytes>) -> TransportFuture<'_> {
///         let mut response = Response::new(Bytes::from(r#"{"errors":[{"message":"no such job"}]}"#));
///         *response.status_mut() = StatusCode::NOT_FOUND;
///         Box::pin(async { Ok(response) })
///     }
/// }
///
/// let client = flatfile_jobs::Client::builder().token("sk_any").transport(Nobody).build()?;
/// let error = client.job("us_jb_1").get().await.unwrap_err();
/// assert!(error.is_not_found());
/// # Ok(())
/// # }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends one request.
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_>;
}

/// What a client sends with.
pub(crate) enum Wire {
    /// Its own connections. Known apart, so that no request is taken to pieces
    /// and put together again on the way.
    Http(reqwest::Client),
    /// Another transport.
    Custom(Arc<dyn Transport>),
}

pub(crate) use framing::without_mark;
pub(crate) use http::{convert, read, send};
pub(crate) use runtime::check as check_runtime;
