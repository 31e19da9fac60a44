//! A transport with one answer for every request.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use flatfile_jobs::transport::{Transport, TransportFuture};
use flatfile_jobs::{Client, ClientBuilder, Retries};
use http::{Request, Response};

/// Answers always the same, and keeps the requests.
#[derive(Clone)]
pub struct Canned {
    answer: Response<Bytes>,
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Canned {
    pub fn new(status: u16, body: impl Into<Bytes>) -> Self {
        let mut answer = Response::new(body.into());
        *answer.status_mut() = status.try_into().unwrap();
        Self { answer, requests: Arc::default() }
    }

    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.answer.headers_mut().insert(name, value.parse().unwrap());
        self
    }

    /// For a client that tries once.
    pub fn builder(&self) -> ClientBuilder {
        Client::builder()
            .token(super::CANARY)
            .transport(self.clone())
            .retries(Retries::none())
            .end_retries(Retries::none())
    }

    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.requests.lock().unwrap().clone()
    }
}

impl Transport for Canned {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        self.requests.lock().unwrap().push(request);
        Box::pin(async { Ok(self.answer.clone()) })
    }
}
