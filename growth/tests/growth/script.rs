//! A transport whose responses a test writes, and which keeps the requests.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use grown::transport::{Transport, TransportError, TransportErrorKind, TransportFuture};
use grown::{Client, ClientBuilder};
use http::{Request, Response};

type Requests = Arc<Mutex<Vec<Request<Bytes>>>>;

/// Replies in turn, the last one for ever.
#[derive(Clone)]
pub struct Script {
    replies: Arc<Vec<(u16, Bytes)>>,
    requests: Requests,
}

/// No response at all.
pub const LOST: (u16, &str) = (0, "");

impl Script {
    pub fn new<B: Into<Bytes>>(replies: impl IntoIterator<Item = (u16, B)>) -> Self {
        let replies = replies.into_iter().map(|(status, body)| (status, body.into()));
        Self { replies: Arc::new(replies.collect()), requests: Arc::default() }
    }

    pub fn builder(&self) -> ClientBuilder {
        Client::builder().token("sk_any").transport(self.clone()).seed(1)
    }

    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.requests.lock().unwrap().clone()
    }

    /// The only request that there was.
    pub fn request(&self) -> Request<Bytes> {
        let requests = self.requests();
        assert_eq!(requests.len(), 1);
        requests.into_iter().next().unwrap()
    }

    /// The methods and paths of the requests, in their order.
    pub fn lines(&self) -> Vec<String> {
        let line =
            |request: &Request<Bytes>| format!("{} {}", request.method(), request.uri().path());
        self.requests().iter().map(line).collect()
    }
}

impl Transport for Script {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        let mut requests = self.requests.lock().unwrap();
        let reply = self.replies.get(requests.len()).or(self.replies.last()).cloned();
        requests.push(request);
        let reply = match reply {
            Some((status @ 1.., body)) => {
                let mut response = Response::new(body);
                *response.status_mut() = status.try_into().unwrap();
                Ok(response)
            }
            _ => Err(TransportError::new(TransportErrorKind::Interrupted)),
        };
        Box::pin(async { reply })
    }
}
