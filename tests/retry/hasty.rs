//! A timer for real sockets: the limit of an attempt is kept, long waits are
//! noted and not made.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use flatfile_jobs::{Timer, TokioTimer};

#[derive(Clone, Debug)]
pub struct Hasty {
    limit: Duration,
    waits: Arc<Mutex<Vec<Duration>>>,
}

/// From here on a wait is only noted.
const LONG: Duration = Duration::from_secs(1);

/// What a connection may take is a limit too.
const CONNECTING: Duration = Duration::from_secs(10);

impl Hasty {
    /// For a client with this limit for one attempt.
    pub fn new(limit: Duration) -> Self {
        Self { limit, waits: Arc::default() }
    }

    /// The waits that were not made.
    pub fn waits(&self) -> Vec<Duration> {
        self.waits.lock().unwrap().clone()
    }

    /// What is left of the limit is less than the whole of it in a second read.
    fn is_limit(&self, duration: Duration) -> bool {
        duration > self.limit / 2 && duration <= self.limit
    }
}

impl Timer for Hasty {
    fn now(&self) -> Instant {
        TokioTimer.now()
    }

    fn date(&self) -> SystemTime {
        httpdate::parse_http_date("Sun, 01 Jun 2025 12:00:00 GMT").unwrap()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        if duration < LONG || duration == CONNECTING || self.is_limit(duration) {
            return TokioTimer.sleep(duration);
        }
        self.waits.lock().unwrap().push(duration);
        Box::pin(std::future::ready(()))
    }
}
