//! The seam under the client: what carries one request and brings its response.
//!
//! By itself a client connects over HTTP (`direct`), or through a client that
//! its user made (`http_client`). Another [`Transport`] can stand in their
//! place: canned responses for a unit test, or the sandbox without a socket.

mod begun;
mod body;
mod cause;
mod direct;
mod error;
mod framing;
#[cfg(feature = "reqwest")]
mod http_client;
mod runtime;
mod wire;

use std::pin::Pin;

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

pub(crate) use direct::{Direct, Route, TlsConfig};
pub(crate) use framing::without_mark;
pub(crate) use runtime::check as check_runtime;
pub(crate) use wire::Wire;
