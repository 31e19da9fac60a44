//! Making a connection: the socket, the proxy on the way, TLS.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::Intercept;
use tower_service::Service;

use super::proxy::{Route, with_port};
use super::socks::{self, There};
use super::stream::{Io, Stream};
use super::tls::{self, Tls, TlsConfig};
use crate::timer::{Deadline, Expired, Timer};
use crate::transport::cause::{BoxError, Hop};

/// How long a connection may take, TLS and proxy included. Who does not take
/// one in that time will hardly take it later, and nothing was sent yet.
const LONGEST: Duration = Duration::from_secs(10);

/// How often a silent connection is asked whether it lives, and how often it
/// may stay silent: as reqwest has them.
const ALIVE: Duration = Duration::from_secs(15);
const SILENT: u32 = 3;
/// How long what was sent may stay unconfirmed.
#[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
const UNCONFIRMED: Duration = Duration::from_secs(30);

/// Makes connections to one server.
pub(super) struct Connect {
    socket: HttpConnector,
    /// Its port is named.
    server: Uri,
    route: Route,
    tls: Option<Tls>,
    timer: Arc<dyn Timer>,
}

impl Connect {
    pub(super) fn new(
        server: Uri,
        route: Route,
        tls: Option<TlsConfig>,
        timer: Arc<dyn Timer>,
    ) -> Self {
        let mut socket = HttpConnector::new();
        socket.enforce_http(false);
        socket.set_nodelay(true);
        socket.set_keepalive(Some(ALIVE));
        socket.set_keepalive_interval(Some(ALIVE));
        socket.set_keepalive_retries(Some(SILENT));
        #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
        socket.set_tcp_user_timeout(Some(UNCONFIRMED));
        let (server, tls) = (with_port(&server), tls.map(Into::into));
        Self { socket, server, route, tls, timer }
    }

    /// A connection, within the time that one may take.
    ///
    /// # Errors
    ///
    /// There is none, or none that is secure.
    pub(super) async fn connect(&self) -> Result<Stream, BoxError> {
        match Deadline::new(&*self.timer, LONGEST).run(self.whole_way()).await {
            Ok(stream) => stream,
            Err(Expired) => Err(self.first_hop().failed(too_late())),
        }
    }

    async fn whole_way(&self) -> Result<Stream, BoxError> {
        let host = self.server.host().unwrap_or_default();
        let first = self.first().await.map_err(|error| self.first_hop().failed(error))?;
        let io = match &self.route {
            Route::Straight | Route::Forward(_) => first,
            Route::Tunnel(proxy) => self.tunnel(proxy, first).await?,
            Route::Socks(proxy) => socks::through(proxy, &self.server, first).await?,
        };
        if self.server.scheme() != Some(&Scheme::HTTPS) {
            return Ok(Stream::new(io, false));
        }
        let Some(tls) = &self.tls else { return Err(no_tls()) };
        let (io, http2) = tls::secure(&tls.server, host, io).await?;
        Ok(Stream::new(io, http2))
    }

    /// A connection to the server, or to the proxy before it.
    async fn first(&self) -> Result<Box<dyn Io>, BoxError> {
        let proxy = self.route.proxy().map(|proxy| with_port(proxy.uri()));
        let to = proxy.as_ref().unwrap_or(&self.server);
        let io: Box<dyn Io> = Box::new(self.socket.clone().call(to.clone()).await?.into_inner());
        match proxy.as_ref().filter(|proxy| proxy.scheme() == Some(&Scheme::HTTPS)) {
            None => Ok(io),
            Some(proxy) => {
                let Some(tls) = &self.tls else { return Err(no_tls()) };
                let (io, _) = tls::secure(&tls.proxy, proxy.host().unwrap_or_default(), io).await?;
                Ok(io)
            }
        }
    }

    async fn tunnel(&self, proxy: &Intercept, io: Box<dyn Io>) -> Result<Box<dyn Io>, BoxError> {
        let mut tunnel = Tunnel::new(proxy.uri().clone(), There::new(io));
        if let Some(header) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(header.clone());
        }
        Ok(tunnel.call(self.server.clone()).await?.into_inner())
    }

    /// Whom the first connection is to.
    fn first_hop(&self) -> Hop {
        match self.route.proxy() {
            Some(proxy) => Hop::to_proxy(proxy.uri().host().unwrap_or_default()),
            None => Hop::to_server(self.server.host().unwrap_or_default()),
        }
    }
}

fn too_late() -> BoxError {
    io::Error::other(format!("no connection within {} s", LONGEST.as_secs())).into()
}

/// Not reached for a server of https: such a client is not made.
fn no_tls() -> BoxError {
    "the crate was built without TLS".into()
}
