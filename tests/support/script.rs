//! A transport whose answers a test writes, request by request.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use flatfile_jobs::transport::{Transport, TransportError, TransportErrorKind, TransportFuture};
use http::{Request, Response};
use tokio::time::Instant;

/// One answer, or none.
pub type Answer = Result<Response<Bytes>, TransportError>;

type Step = dyn Fn(usize, &Request<Bytes>) -> (Duration, Answer) + Send + Sync;

/// Answers by a function of the number of the request (from 0) and itself.
#[derive(Clone)]
pub struct Script {
    step: Arc<Step>,
    start: Instant,
    sent: Arc<Mutex<Vec<(String, Duration)>>>,
}

impl Script {
    /// Answers at once.
    pub fn new(step: impl Fn(usize, &Request<Bytes>) -> Answer + Send + Sync + 'static) -> Self {
        Self::late(move |number, request| (Duration::ZERO, step(number, request)))
    }

    /// Answers after a while.
    pub fn late(
        step: impl Fn(usize, &Request<Bytes>) -> (Duration, Answer) + Send + Sync + 'static,
    ) -> Self {
        Self { step: Arc::new(step), start: Instant::now(), sent: Arc::default() }
    }

    /// The methods of the requests, in their order.
    pub fn methods(&self) -> Vec<String> {
        self.sent.lock().unwrap().iter().map(|(method, _)| method.clone()).collect()
    }

    /// When each request came, after the script was made.
    pub fn times(&self) -> Vec<Duration> {
        self.sent.lock().unwrap().iter().map(|(_, at)| *at).collect()
    }
}

impl Transport for Script {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        let number = {
            let mut sent = self.sent.lock().unwrap();
            sent.push((request.method().to_string(), self.start.elapsed()));
            sent.len() - 1
        };
        let (late, answer) = (self.step)(number, &request);
        Box::pin(async move {
            tokio::time::sleep(late).await;
            answer
        })
    }
}

/// An answer with a body.
pub fn answer(status: u16, body: impl ToString) -> Answer {
    let mut answer = Response::new(Bytes::from(body.to_string()));
    *answer.status_mut() = status.try_into().unwrap();
    Ok(answer)
}

/// An answer that says when to come back.
pub fn busy(status: u16, retry_after: &str) -> Answer {
    let mut answer = answer(status, "")?;
    answer.headers_mut().insert("retry-after", retry_after.parse().unwrap());
    Ok(answer)
}

/// No whole answer.
pub fn broken(kind: TransportErrorKind) -> Answer {
    Err(TransportError::new(kind))
}
