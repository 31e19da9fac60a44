//! A limit in time around the steps of one attempt.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use crate::timer::Timer;

/// Runs steps until the time is over.
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
