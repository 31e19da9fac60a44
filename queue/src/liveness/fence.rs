//! A job is worked on only while the lease holds.

use std::future::{Future, pending, poll_fn};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;

use super::lease::{Lease, Phase};

/// Polls the work only while the lease allows it, asked anew each time.
///
/// While the database is away, the work stands still after a lease, and goes on
/// with the next beat. When the lease is lost, it is dropped, and this is never
/// ready: River writes what a worker returns into the row, whoever has that by
/// then. `ending` says that the work is at its end by now.
pub(crate) async fn fenced<F: Future>(lease: &Lease, ending: &AtomicBool, work: F) -> F::Output {
    let mut work: Pin<Box<F>> = Box::pin(work);
    let mut changes = lease.changes();
    loop {
        let step = poll_fn(|context| {
            let phase = match ending.load(Ordering::Relaxed) {
                true => Phase::Ending,
                false => Phase::Working,
            };
            match lease.allows(phase) {
                Some(true) => work.as_mut().poll(context).map(Some),
                // The next beat wakes it.
                Some(false) => Poll::Pending,
                None => Poll::Ready(None),
            }
        });
        tokio::select! {
            biased;
            _ = changes.changed() => {}
            done = step => match done {
                Some(output) => return output,
                None => break,
            },
        }
    }
    drop(work);
    pending().await
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicU32;
    use std::time::Duration;

    use flatfile_jobs::TokioTimer;
    use tokio::time::{advance, timeout};

    use super::*;

    const LEASE: Duration = Duration::from_secs(5);

    fn lease() -> Lease {
        Lease::new(LEASE, Arc::new(TokioTimer))
    }

    /// Works a step each second, and counts them.
    async fn steps(done: Arc<AtomicU32>) {
        loop {
            tokio::time::sleep(Duration::from_secs(1)).await;
            done.fetch_add(1, Ordering::Relaxed);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn work_stands_still_without_beats_and_goes_on_with_them() {
        let (lease, done) = (lease(), Arc::new(AtomicU32::new(0)));
        let ending = AtomicBool::new(false);
        let mut work = Box::pin(fenced(&lease, &ending, steps(Arc::clone(&done))));
        let _ = timeout(Duration::from_secs(60), &mut work).await;
        let before = done.load(Ordering::Relaxed);
        assert!((3..=5).contains(&before), "{before} steps in a lease");
        lease.confirm(lease.now());
        let _ = timeout(Duration::from_secs(3), &mut work).await;
        assert!(done.load(Ordering::Relaxed) > before);
    }

    #[tokio::test(start_paused = true)]
    async fn a_worker_that_wakes_late_takes_no_step() {
        let (lease, done) = (lease(), Arc::new(AtomicU32::new(0)));
        let ending = AtomicBool::new(false);
        let mut work = Box::pin(fenced(&lease, &ending, steps(Arc::clone(&done))));
        let _ = timeout(Duration::from_millis(500), &mut work).await;
        // It stands still, and everything is due at once when it wakes.
        advance(Duration::from_secs(20)).await;
        let _ = timeout(Duration::from_secs(1), &mut work).await;
        assert_eq!(done.load(Ordering::Relaxed), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn an_end_waits_for_the_next_beat() {
        let (lease, ending) = (lease(), AtomicBool::new(true));
        advance(LEASE / 2).await;
        let mut work = Box::pin(fenced(&lease, &ending, async { "sent" }));
        assert!(timeout(Duration::from_secs(60), &mut work).await.is_err());
        lease.confirm(lease.now());
        assert_eq!(timeout(Duration::from_secs(1), &mut work).await, Ok("sent"));
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_lost_is_dropped_and_never_answers() {
        let (lease, ending) = (lease(), AtomicBool::new(false));
        let held = Arc::new(());
        let inner = Arc::clone(&held);
        let mut work = Box::pin(fenced(&lease, &ending, async move {
            let _inner = inner;
            tokio::time::sleep(Duration::from_secs(1)).await;
        }));
        let _ = timeout(Duration::from_millis(500), &mut work).await;
        assert_eq!(Arc::strong_count(&held), 2);
        lease.lose();
        assert!(timeout(Duration::from_secs(60), &mut work).await.is_err(), "no answer");
        assert_eq!(Arc::strong_count(&held), 1, "the handler is dropped");
    }
}
