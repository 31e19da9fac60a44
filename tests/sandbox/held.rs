//! A timer in the hands of a test.

use std::pin::Pin;
use std::time::{Duration, Instant};

use flatfile_jobs::Timer;
use tokio::sync::{mpsc, oneshot};

/// A timer that says when somebody waits, and is told when that is over.
#[derive(Debug)]
pub struct Held(pub mpsc::UnboundedSender<oneshot::Sender<()>>);

impl Timer for Held {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, _: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        let (release, released) = oneshot::channel();
        self.0.send(release).unwrap();
        Box::pin(async move { drop(released.await) })
    }
}
