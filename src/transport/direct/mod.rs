//! The connections that a client makes by itself: hyper-util's pooled client
//! on rustls, straight to the server or by way of a proxy.

mod connect;
mod proxy;
mod socks;
mod stream;
mod tls;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{HOST, PROXY_AUTHORIZATION};
use http::uri::{Authority, Scheme};
use http::{HeaderValue, Request, Uri};
use http_body_util::Full;
use hyper_util::client::legacy::{Client, Error, ResponseFuture};
use hyper_util::rt::{TokioExecutor, TokioTimer};

use super::body::Unread;
use super::{TransportError, TransportErrorKind, cause};
use crate::timer::Timer;
use connect::Connect;
pub(crate) use proxy::Route;
pub(crate) use tls::TlsConfig;

/// How long a connection is kept that nobody uses.
const IDLE: Duration = Duration::from_secs(90);

/// A client's own connections; all go to one server.
pub(crate) struct Direct {
    client: Client<Connect, Full<Bytes>>,
    /// What a proxy that reads the requests wants to see in each. One that only
    /// carries them gets it once, and the server never.
    for_proxy: Option<HeaderValue>,
    /// The server's name, made a header once. With HTTP/2 and with a proxy that
    /// reads the requests it has to stand in the URL too: there it is left.
    host: Option<HeaderValue>,
}

impl Direct {
    /// Connections to the server of this URL. Nothing is connected yet.
    pub(crate) fn new(
        server: &Uri,
        route: Route,
        tls: Option<TlsConfig>,
        timer: Arc<dyn Timer>,
    ) -> Self {
        let for_proxy = route.header().cloned();
        let may_be_http2 = cfg!(feature = "http2") && server.scheme() == Some(&Scheme::HTTPS);
        let in_url = may_be_http2 || matches!(route, Route::Forward(_));
        let host = server.authority().filter(|_| !in_url);
        let host = host.and_then(|host| HeaderValue::from_str(host.as_str()).ok());
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE)
            .pool_timer(TokioTimer::new())
            .timer(TokioTimer::new())
            .build(Connect::new(server.clone(), route, tls, timer));
        Self { client, for_proxy, host }
    }

    /// Sends a request and brings the head of its response; what fails is to be
    /// told by [`failed`].
    pub(super) fn send(&self, mut request: Request<Bytes>) -> ResponseFuture {
        if let Some(header) = &self.for_proxy {
            request.headers_mut().insert(PROXY_AUTHORIZATION, header.clone());
        }
        if let Some(host) = &self.host {
            request.headers_mut().insert(HOST, host.clone());
            shorten(request.uri_mut());
        }
        self.client.request(request.map(Full::new))
    }
}

/// Puts a name of one letter into a URL. There is one server, so the name is
/// nothing but the key of the pool, which hashes it letter by letter four times
/// a request.
fn shorten(uri: &mut Uri) {
    let mut parts = std::mem::take(uri).into_parts();
    parts.authority = Some(Authority::from_static("a"));
    // There is no request without a path and a scheme.
    *uri = Uri::from_parts(parts).unwrap_or_default();
}

pub(super) fn failed(error: Error) -> TransportError {
    let cause = if error.is_connect() {
        cause::of_connecting(&error)
    } else if is_timeout(&error) {
        TransportErrorKind::Timeout.into()
    } else {
        cause::of_exchange(&error)
    };
    TransportError::from(cause).with_source(error)
}

/// A body that was not read to its end.
pub(super) fn unread(why: Unread<hyper::Error>) -> TransportError {
    match why {
        Unread::TooLarge => TransportError::new(TransportErrorKind::TooLarge),
        Unread::CutShort => TransportError::new(TransportErrorKind::CutShort),
        Unread::Broken(error) => {
            let kind = match is_timeout(&error) {
                true => TransportErrorKind::Timeout,
                false => TransportErrorKind::CutShort,
            };
            TransportError::new(kind).with_source(error)
        }
    }
}

/// Whether the system gave the connection up, since nothing came back.
fn is_timeout(error: &(dyn std::error::Error + 'static)) -> bool {
    cause::chain(error)
        .filter_map(|error| error.downcast_ref::<io::Error>())
        .any(|error| error.kind() == io::ErrorKind::TimedOut)
}
