//! The connections that a client makes by itself: HTTP by hyper, kept in
//! hyper-util's pool, on rustls, straight to the server or by way of a proxy.

mod connect;
mod error;
mod form;
mod held;
mod http1;
#[cfg(feature = "http2")]
mod http2;
mod life;
mod open;
mod pool;
mod proxy;
mod socks;
mod stream;
mod tls;

use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Uri};
use http_body_util::Full;

use crate::timer::Timer;
use connect::Connect;
pub(super) use error::{failed, unread};
use form::Form;
pub(super) use held::Held;
use open::Open;
use pool::Pool;
pub(super) use pool::Sending;
pub(crate) use proxy::Route;
pub(crate) use tls::TlsConfig;

/// A client's own connections; all go to one server.
pub(crate) struct Direct(Pool);

impl Direct {
    /// Connections to the server of this URL. Nothing is connected yet.
    pub(crate) fn new(
        server: &Uri,
        route: Route,
        tls: Option<TlsConfig>,
        timer: Arc<dyn Timer>,
    ) -> Self {
        let form = Form::new(server, &route);
        let connect = Connect::new(server.clone(), route, tls, timer);
        Self(pool::pool(Open::new(connect), form))
    }

    /// Sends a request and brings the head of its response; what fails is to be
    /// told by [`failed`].
    pub(super) fn send(&self, request: Request<Bytes>) -> Sending {
        (self.0)(request.map(Full::new))
    }
}
