//! A line that does not connect, or delivers a request long after its sender
//! gave up.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use fastrand::Rng;
use flatfile_jobs::transport::{Transport, TransportError, TransportErrorKind, TransportFuture};
use http::Request;

use crate::schedule::LATE;

pub struct Line {
    to: Arc<dyn Transport>,
    rng: Mutex<Rng>,
    shares: (f64, f64),
}

enum Luck {
    Refused,
    Late(Duration),
    Good,
}

impl Line {
    pub fn to(transport: impl Transport, seed: u64, shares: (f64, f64)) -> Self {
        let rng = Mutex::new(Rng::with_seed(seed.rotate_left(32)));
        Self { to: Arc::new(transport), rng, shares }
    }

    fn luck(&self) -> Luck {
        let mut rng = self.rng.lock().unwrap();
        let (refused, late) = self.shares;
        match rng.f64() {
            lot if lot < refused => Luck::Refused,
            lot if lot < refused + late => {
                Luck::Late(Duration::from_millis(rng.u64(..LATE.as_millis() as u64)))
            }
            _ => Luck::Good,
        }
    }
}

impl Transport for Line {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        match self.luck() {
            Luck::Refused => {
                Box::pin(async { Err(TransportError::new(TransportErrorKind::Connect)) })
            }
            Luck::Late(wait) => {
                let to = Arc::clone(&self.to);
                tokio::spawn(async move {
                    tokio::time::sleep(wait).await;
                    let _ = to.send(request).await;
                });
                Box::pin(std::future::pending())
            }
            Luck::Good => self.to.send(request),
        }
    }
}
