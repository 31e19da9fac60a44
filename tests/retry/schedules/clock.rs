//! One simulated clock: the client's dates and the sandbox's come from it, and
//! the server's may be off. And timers that are not what a timer should be.

use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, TimeDelta, Utc};
use flatfile_jobs::{Timer, TokioTimer};
use tokio::time::Instant;

/// The clock of a schedule; it follows tokio's, which is paused.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    start: Instant,
    /// How far the server's clock is ahead.
    skew: TimeDelta,
}

impl Clock {
    pub fn new(skew: TimeDelta) -> Self {
        Self { start: Instant::now(), skew }
    }

    pub fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    /// The date on the client's side.
    pub fn date(&self) -> DateTime<Utc> {
        let noon: DateTime<Utc> = "2025-06-01T12:00:00Z".parse().unwrap();
        noon + self.elapsed()
    }

    /// The date on the server.
    pub fn server_date(&self) -> DateTime<Utc> {
        self.date() + self.skew
    }
}

/// What a client's time is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// As the clock.
    Even,
    /// Waits take no time, and time stands still.
    Instant,
    /// Each look at the time is a second earlier.
    Backwards,
    /// Each look at the time is twice as late.
    Leaping,
}

#[derive(Debug)]
pub struct Simulated {
    clock: Clock,
    pace: Pace,
    looks: AtomicU32,
}

impl Simulated {
    pub fn new(clock: Clock, pace: Pace) -> Self {
        Self { clock, pace, looks: AtomicU32::new(0) }
    }
}

impl Timer for Simulated {
    fn now(&self) -> std::time::Instant {
        let looks = self.looks.fetch_add(1, Ordering::Relaxed);
        let start = self.clock.start.into_std() + Duration::from_secs(1_000_000);
        match self.pace {
            Pace::Even => start + self.clock.elapsed(),
            Pace::Instant => start,
            Pace::Backwards => start - Duration::from_secs(looks.into()),
            Pace::Leaping => start + Duration::from_secs(1 << looks.min(30)),
        }
    }

    fn date(&self) -> SystemTime {
        self.clock.date().into()
    }

    fn sleep(&self, wait: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        match self.pace {
            Pace::Instant => Box::pin(std::future::ready(())),
            _ => TokioTimer.sleep(wait),
        }
    }
}
