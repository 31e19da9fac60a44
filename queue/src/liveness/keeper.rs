//! The thread that moves a worker's beat, and watches those of the others.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use tokio::sync::oneshot;

use super::lease::Lease;
use super::round::{Round, Watch};
use crate::error::Error;

/// A thread of its own, so that a handler that blocks its runtime does not look
/// dead. When it is dropped the thread ends, without a word in the database.
pub(crate) struct Keeper {
    stop: Option<oneshot::Sender<()>>,
    ended: Option<oneshot::Receiver<()>>,
    swept: Arc<AtomicU64>,
}

/// Whatever ends the thread ends the lease: a worker without beats would stand
/// still for ever.
struct Last(Option<Lease>);

impl Drop for Last {
    fn drop(&mut self) {
        if let Some(lease) = &self.0 {
            lease.lose();
        }
    }
}

impl Keeper {
    /// Starts it; a worker is on the list when this returns.
    ///
    /// # Errors
    ///
    /// When there is no thread, or the database does not take the worker.
    pub(crate) async fn start(watch: Watch) -> Result<Self, Error> {
        let (stop, stopped) = oneshot::channel();
        let (over, ended) = oneshot::channel();
        let (started, outcome) = oneshot::channel();
        let swept = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&swept);
        let thread = thread::Builder::new().name("flatfile-beat".to_owned()).spawn(move || {
            let _last = Last(watch.own.as_ref().map(|(_, lease)| lease.clone()));
            let built = tokio::runtime::Builder::new_current_thread().enable_all().build();
            match built {
                Ok(runtime) => runtime.block_on(async {
                    let mut round = Round::new(watch, count);
                    let registered = round.register().await;
                    let goes_on = registered.is_ok();
                    // Nobody waits any more where the caller was dropped.
                    if started.send(registered).is_ok() && goes_on {
                        round.repeat(stopped).await;
                    }
                }),
                Err(error) => drop(started.send(Err(Error::database("be watched", error)))),
            }
            let _ = over.send(());
        });
        thread.map_err(|error| Error::database("be watched", error))?;
        let lost = |_| Error::database("be watched", "the thread ended");
        outcome.await.map_err(lost)??;
        Ok(Self { stop: Some(stop), ended: Some(ended), swept })
    }

    /// How many rows were made available again.
    pub(crate) fn swept(&self) -> u64 {
        self.swept.load(Ordering::Relaxed)
    }

    /// Ends it: a worker is off the list, and what rows it has are others'.
    pub(crate) async fn stop(mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(ended) = self.ended.take() {
            let _ = ended.await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use flatfile_jobs::TokioTimer;

    use super::*;
    use crate::store::{Place, Pool, migrate};

    #[tokio::test]
    async fn who_has_no_beats_any_more_has_no_lease() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("jobs.db").display());
        let place = Place::parse(&url).unwrap();
        let length = Duration::from_secs(3_600);
        migrate(&Pool::new(&place, None, 1, length)).await.unwrap();
        let timer = Arc::new(TokioTimer);
        let lease = Lease::new(length, timer.clone());
        let own = Some(("a".to_owned(), lease.clone()));
        let keeper = Keeper::start(Watch { place, lease: length, timer, own }).await.unwrap();
        drop(keeper);
        lease.lost().await;
    }
}
