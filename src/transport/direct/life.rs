//! How long a connection is kept that nobody uses.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout};

/// How long a connection is kept that nobody uses.
pub(super) const IDLE: Duration = Duration::from_secs(90);

/// Who uses a connection, and since when nobody does.
pub(super) struct Life(Mutex<State>);

#[derive(Clone, Copy)]
enum State {
    /// So many requests are under way.
    Used(usize),
    UnusedSince(Instant),
    /// Nobody is to use it any more.
    Over,
}

impl Life {
    fn new() -> Self {
        Self(Mutex::new(State::UnusedSince(Instant::now())))
    }

    /// The life of the connection that this task drives, which ends it when nobody
    /// used it for so long.
    pub(super) fn watched<T: Send + 'static>(driver: JoinHandle<T>) -> Arc<Self> {
        let life = Arc::new(Self::new());
        let watched = Arc::clone(&life);
        tokio::spawn(async move { watched.watch(driver).await });
        life
    }

    /// Another request uses the connection, if it is still one to be used; how
    /// long nobody did. Its watch may not have run meanwhile: a runtime stands
    /// still between two `block_on`.
    pub(super) fn begin(&self) -> Option<Duration> {
        let mut state = self.state();
        let (next, unused) = match *state {
            State::Used(by) => (State::Used(by + 1), Some(Duration::ZERO)),
            State::UnusedSince(since) => match since.elapsed() {
                unused if unused < IDLE => (State::Used(1), Some(unused)),
                _ => (State::Over, None),
            },
            State::Over => (State::Over, None),
        };
        *state = next;
        unused
    }

    /// One of those that used it does no more.
    pub(super) fn end(&self) {
        let mut state = self.state();
        match *state {
            State::Used(by) if by > 1 => *state = State::Used(by - 1),
            State::Used(_) => *state = State::UnusedSince(Instant::now()),
            State::UnusedSince(_) | State::Over => {}
        }
    }

    /// Nobody is to use it any more.
    pub(super) fn give_up(&self) {
        *self.state() = State::Over;
    }

    pub(super) fn is_over(&self) -> bool {
        matches!(*self.state(), State::Over)
    }

    /// When to look again whether it is still used; it is over otherwise.
    fn left(&self) -> Option<Duration> {
        let mut state = self.state();
        match *state {
            State::Used(_) => Some(IDLE),
            State::UnusedSince(since) => {
                let left = IDLE.checked_sub(since.elapsed()).filter(|left| !left.is_zero());
                if left.is_none() {
                    *state = State::Over;
                }
                left
            }
            State::Over => None,
        }
    }

    /// Ends the connection that this task drives when nobody used it for so
    /// long; over when the connection is.
    async fn watch<T>(&self, mut driver: JoinHandle<T>) {
        while let Some(left) = self.left() {
            if timeout(left, &mut driver).await.is_ok() {
                return;
            }
        }
        driver.abort();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use tokio::time::{advance, sleep};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn what_is_not_used_is_over_after_a_while() {
        let life = Life::new();
        advance(IDLE - Duration::from_millis(1)).await;
        assert_eq!(life.begin(), Some(IDLE - Duration::from_millis(1)));
        advance(IDLE * 2).await;
        assert_eq!(life.begin(), Some(Duration::ZERO), "one request is under way");
        life.end();
        assert!(life.left() == Some(IDLE) && !life.is_over(), "one still is");
        life.end();
        advance(IDLE).await;
        assert!(life.begin().is_none() && life.is_over());
    }

    #[tokio::test(start_paused = true)]
    async fn its_driver_is_ended_then_and_not_before() {
        let life = Arc::new(Life::new());
        let (driver, ended) = (tokio::spawn(pending::<()>()), Arc::clone(&life));
        let watch = tokio::spawn(async move { ended.watch(driver).await });
        sleep(IDLE / 2).await;
        assert!(life.begin().is_some());
        life.end();
        sleep(IDLE - Duration::from_millis(1)).await;
        assert!(!watch.is_finished());
        sleep(Duration::from_millis(2)).await;
        assert!(watch.is_finished() && life.is_over());
    }

    #[tokio::test(start_paused = true)]
    async fn the_watch_ends_with_the_connection() {
        let life = Life::new();
        life.watch(tokio::spawn(async {})).await;
        assert!(!life.is_over(), "it is the connection itself that says so");
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_given_up_stays_so() {
        let life = Life::new();
        assert!(life.begin().is_some());
        life.give_up();
        life.end();
        assert!(life.is_over() && life.begin().is_none());
    }
}
