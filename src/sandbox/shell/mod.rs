//! The thin shell around the core: HTTP/1.1 on 127.0.0.1.

mod body;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use ::http::{Request, Response};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

use super::Shared;
use super::core::{Body, MAX_BODY_BYTES};
use super::fault::Delivery;

use self::body::{Closed, Sent};

/// A listening shell. It closes its connections when it is dropped.
pub(super) struct Server {
    address: SocketAddr,
    accepting: JoinHandle<()>,
}

impl Server {
    pub(super) async fn start(core: Shared, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        let accepting = tokio::spawn(accept(listener, core));
        Ok(Self { address, accepting })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The connections belong to this task, and end with it.
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, core: Shared) {
    let mut connections = JoinSet::new();
    loop {
        // A connection that is gone before it is accepted is no reason to stop.
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        while connections.try_join_next().is_some() {}
        let core = core.clone();
        connections.spawn(async move {
            let service = service_fn(move |request| answer(core.clone(), request));
            let io = TokioIo::new(stream);
            // A client that goes away in the middle is its own business.
            let _ = http1::Builder::new().serve_connection(io, service).await;
        });
    }
}

async fn answer(core: Shared, request: Request<Incoming>) -> Result<Response<Sent>, Closed> {
    let (head, body) = request.into_parts();
    let head = Request::from_parts(head, ());
    let reply = match Limited::new(body, MAX_BODY_BYTES).collect().await {
        Ok(body) => core.handle(&head, Body::Whole(&body.to_bytes())),
        Err(error) if error.is::<LengthLimitError>() => core.handle(&head, Body::TooLong),
        // The client went away in the middle: there is no request.
        Err(_) => return Err(Closed),
    };
    if !reply.delay.is_zero() {
        core.timer.sleep(reply.delay).await;
    }
    match reply.delivery {
        // Until the client gives up, or the sandbox is dropped.
        Delivery::Never => std::future::pending().await,
        Delivery::Reset => Err(Closed),
        delivery => Ok(reply.response.map(|body| Sent::new(body, delivery, core))),
    }
}
