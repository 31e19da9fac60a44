//! Time comes in from outside.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::{Duration, Instant, SystemTime};

/// What measures time and waits for a client.
///
/// A test can give a clock of its own, or pause tokio's: [`TokioTimer`]
/// follows it.
pub trait Timer: Send + Sync + 'static {
    /// The present moment.
    fn now(&self) -> Instant;

    /// The date, for a `Retry-After` that is one in a response without its own.
    fn date(&self) -> SystemTime {
        SystemTime::now()
    }

    /// Waits. Dropping the future stops the wait and leaves nothing behind.
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>>;

    /// Whether it works within a tokio runtime only. Outside of one a call
    /// then fails with an error that says so, instead of a panic.
    fn needs_tokio(&self) -> bool {
        false
    }
}

/// The timer of a tokio runtime; the one that clients use by default.
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioTimer;

impl Timer for TokioTimer {
    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(tokio::time::sleep(duration))
    }

    fn needs_tokio(&self) -> bool {
        true
    }
}

/// A limit in time around some steps.
pub(crate) struct Deadline {
    sleep: Pin<Box<dyn Future<Output = ()> + Send>>,
}

/// The time was over before the step was.
pub(crate) struct Expired;

impl Deadline {
    pub(crate) fn new(timer: &dyn Timer, duration: Duration) -> Self {
        Self { sleep: timer.sleep(duration) }
    }

    /// Runs one step. A step that is ready wins over a time that is over.
    pub(crate) async fn run<T>(&mut self, step: impl Future<Output = T>) -> Result<T, Expired> {
        let mut step = pin!(step);
        poll_fn(|context| {
            if let Poll::Ready(value) = step.as_mut().poll(context) {
                return Poll::Ready(Ok(value));
            }
            self.sleep.as_mut().poll(context).map(|()| Err(Expired))
        })
        .await
    }
}
