//! A timer for real sockets: short limits are kept, long waits are noted and
//! not made.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use flatfile_jobs::{Timer, TokioTimer};

#[derive(Clone, Debug, Default)]
pub struct Hasty(Arc<Mutex<Vec<Duration>>>);

/// From here on a wait is only noted.
const LONG: Duration = Duration::from_secs(1);

impl Hasty {
    /// The waits that were not made.
    pub fn waits(&self) -> Vec<Duration> {
        self.0.lock().unwrap().clone()
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
        if duration < LONG {
            return TokioTimer.sleep(duration);
        }
        self.0.lock().unwrap().push(duration);
        Box::pin(std::future::ready(()))
    }
}
