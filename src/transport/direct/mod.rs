//! The connections that a client makes by itself: HTTP by hyper on rustls,
//! straight to the server or by way of a proxy. Those of HTTP/1.1 are kept in the
//! cache of hyper-util's composable pool, and one of HTTP/2 is shared by all
//! requests; sockets, tunnels and SOCKS are made by hyper-util's connectors.

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
use std::time::Duration;

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

/// How long a connection may be unused and is still taken for open: no longer
/// than many calls one after the other leave it.
const UNLOOKED: Duration = Duration::from_millis(10);

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
        let open = Open::new(connect);
        #[cfg(feature = "http2")]
        let shared = Arc::clone(&open.shared);
        Self(pool::pool(
            open,
            #[cfg(feature = "http2")]
            shared,
            form,
            UNLOOKED,
        ))
    }

    /// Sends a request and brings the head of its response; what fails is to be
    /// told by [`failed`].
    pub(super) fn send(&self, request: Request<Bytes>) -> Sending {
        (self.0)(request.map(Full::new))
    }
}
