//! SOCKS, over a connection to the proxy that is there already.

use std::future::{Ready, ready};
use std::io;
use std::net::IpAddr;
use std::task::{Context, Poll};

use http::Uri;
use http::uri::Parts;
use hyper_util::client::legacy::connect::proxy::{SocksV4, SocksV5};
use hyper_util::client::proxy::matcher::Intercept;
use hyper_util::rt::TokioIo;
use tower_service::Service;

use super::stream::Io;
use crate::transport::cause::{BoxError, Hop};

/// A connection in the place of what would make one.
pub(super) struct There(Option<TokioIo<Box<dyn Io>>>);

impl There {
    pub(super) fn new(io: Box<dyn Io>) -> Self {
        Self(Some(TokioIo::new(io)))
    }
}

impl Service<Uri> for There {
    type Response = TokioIo<Box<dyn Io>>;
    type Error = io::Error;
    type Future = Ready<Result<Self::Response, io::Error>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), io::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        ready(self.0.take().ok_or_else(|| io::ErrorKind::NotConnected.into()))
    }
}

/// Has the proxy connect to the server.
pub(super) async fn through(
    proxy: &Intercept,
    server: &Uri,
    io: Box<dyn Io>,
) -> Result<Box<dyn Io>, BoxError> {
    let scheme = proxy.uri().scheme_str().unwrap_or_default();
    let (version4, own_names) = match scheme {
        "socks4" => (true, true),
        "socks4a" => (true, false),
        "socks5" => (false, true),
        _ => (false, false),
    };
    // Not by what is there for it: that blocks the thread.
    let server = if own_names { resolved(server, version4).await? } else { server.clone() };
    let io = if version4 {
        SocksV4::new(proxy.uri().clone(), There::new(io)).call(server).await?
    } else {
        let mut socks = SocksV5::new(proxy.uri().clone(), There::new(io));
        if let Some((user, password)) = proxy.raw_auth() {
            socks = socks.with_auth(user.to_owned(), password.to_owned());
        }
        socks.call(server).await?
    };
    Ok(io.into_inner())
}

/// The server's URL with an address in the place of its name.
async fn resolved(server: &Uri, only_ipv4: bool) -> Result<Uri, BoxError> {
    let host = server.host().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let port = server.port_u16().unwrap_or_default();
    let unresolved = |error| Hop::to_server(bare).unresolved(error);
    let mut all = tokio::net::lookup_host((bare, port)).await.map_err(unresolved)?;
    let found = all.find(|found| match found.ip() {
        IpAddr::V4(_) => true,
        IpAddr::V6(_) => !only_ipv4,
    });
    let found = found.ok_or("the name has no address that this proxy can reach")?;
    let mut parts: Parts = server.clone().into_parts();
    parts.authority = Some(found.to_string().parse()?);
    Ok(Uri::from_parts(parts)?)
}
