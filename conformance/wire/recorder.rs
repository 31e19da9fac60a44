//! A server in front of the sandbox that keeps the requests as they come.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use flatfile_jobs::transport::Transport;
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpListener;

use crate::judge::query;
use crate::world::{Failure, World};

/// One request as values, and the status of its answer.
#[derive(Clone, Debug)]
pub struct Sent {
    pub method: String,
    /// Its segments, decoded.
    pub path: Vec<String>,
    pub query: BTreeMap<String, String>,
    /// Names in small letters.
    pub headers: BTreeMap<String, String>,
    /// None for no body, and a text for one that is no JSON.
    pub body: Option<Value>,
    pub status: u16,
}

/// Keeps requests, and hands them on.
#[derive(Clone)]
pub struct Recorder {
    address: SocketAddr,
    sent: Arc<Mutex<Vec<Sent>>>,
}

impl Recorder {
    /// Listens on 127.0.0.1 until the world ends.
    pub fn start(world: &World) -> Result<Self, Failure> {
        let listener = world.wait(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
        let recorder = Self { address: listener.local_addr()?, sent: Arc::default() };
        let transport: Arc<dyn Transport> = Arc::new(world.sandbox.transport());
        world.handle().spawn(accept(listener, recorder.clone(), transport));
        Ok(recorder)
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What came since it was last asked.
    pub fn take(&self) -> Vec<Sent> {
        std::mem::take(&mut *self.sent.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn accept(listener: TcpListener, recorder: Recorder, transport: Arc<dyn Transport>) {
    while let Ok((stream, _)) = listener.accept().await {
        let (recorder, transport) = (recorder.clone(), Arc::clone(&transport));
        tokio::spawn(async move {
            let service = service_fn(|request| answer(&recorder, &*transport, request));
            // A client that goes away in the middle is its own business.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

async fn answer(
    recorder: &Recorder,
    transport: &dyn Transport,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    let request = Request::from_parts(head.clone(), body.clone());
    let answer = transport.send(request).await.unwrap_or_else(|_| {
        let mut lost = Response::new(Bytes::new());
        *lost.status_mut() = http::StatusCode::BAD_GATEWAY;
        lost
    });
    let sent = values(&head, &body, answer.status().as_u16());
    recorder.sent.lock().unwrap_or_else(PoisonError::into_inner).push(sent);
    Ok(answer.map(Full::new))
}

fn values(head: &http::request::Parts, body: &[u8], status: u16) -> Sent {
    let decode = |segment: &str| {
        percent_encoding::percent_decode_str(segment).decode_utf8_lossy().into_owned()
    };
    let header = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let text = || Value::String(String::from_utf8_lossy(body).into_owned());
    Sent {
        method: head.method.to_string(),
        path: head.uri.path().split('/').map(decode).collect(),
        query: query(&head.uri.to_string()),
        headers: head
            .headers
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), header(value)))
            .collect(),
        body: (!body.is_empty()).then(|| serde_json::from_slice(body).unwrap_or_else(|_| text())),
        status,
    }
}
