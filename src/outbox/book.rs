//! The outbox itself: what is kept, and which of it is under way.

use std::collections::HashSet;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::file::FileStore;
use super::kept::KeptEnd;
use super::store::{OutboxStore, StoreError};
use crate::error::Error;
use crate::meters;

/// Ends that outlive the process. Clones are the same outbox.
#[derive(Clone)]
pub struct Outbox(Arc<Inner>);

struct Inner {
    store: Box<dyn OutboxStore>,
    /// Held for as long as the store works, so that no end is taken up while it
    /// is written down or removed. Only where it may block.
    work: Mutex<()>,
    /// The keys of those that a call of this process is about. Never held while
    /// the store works: an entry that goes does not wait for a disk.
    under_way: Mutex<HashSet<u64>>,
}

/// An end in the outbox while a call is about it. When it goes, the end can be
/// taken up again, unless it was [removed](Self::remove).
pub(crate) struct Entry {
    outbox: Outbox,
    key: u64,
}

/// What was taken up: ends, and why other texts are none.
pub(crate) type TakenUp = (Vec<(Entry, KeptEnd)>, Vec<StoreError>);

impl Outbox {
    /// An outbox in a file, which is made where it is not there.
    ///
    /// # Errors
    ///
    /// Those of [`FileStore::open`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        FileStore::open(path).map(Self::with_store)
    }

    /// An outbox in a store of your own.
    #[must_use]
    pub fn with_store(store: impl OutboxStore) -> Self {
        let store = Box::new(store);
        Self(Arc::new(Inner { store, work: Mutex::default(), under_way: Mutex::default() }))
    }

    /// What is kept now, the oldest first, with what is under way. Blocks.
    ///
    /// # Errors
    ///
    /// [`is_outbox`](Error::is_outbox): the store cannot be read, or holds what is
    /// no end.
    pub fn ends(&self) -> Result<Vec<KeptEnd>, Error> {
        let all = self.0.store.all().map_err(Error::outbox_unread)?;
        let ends = all.iter().map(|(key, text)| read(*key, text));
        ends.collect::<Result<_, _>>().map_err(Error::outbox_unread)
    }

    /// Writes an end down.
    pub(crate) async fn keep(&self, end: KeptEnd) -> Result<Entry, StoreError> {
        let text = serde_json::to_vec(&end)?;
        let entry = self.blocking(move |outbox| {
            let _work = lock(&outbox.0.work);
            let key = outbox.0.store.put(&text)?;
            if !lock(&outbox.0.under_way).insert(key) {
                // To take either out could lose the other.
                return Err(format!("the store gave the key {key} of another end again").into());
            }
            Ok(Entry { outbox: outbox.clone(), key })
        });
        let entry = entry.await?;
        meters::outbox_changes(true);
        Ok(entry)
    }

    /// Takes up those that no call of this process is about and that `fits`
    /// wants.
    pub(crate) async fn take_up(
        &self,
        fits: impl Fn(&KeptEnd) -> bool + Send + 'static,
    ) -> Result<TakenUp, StoreError> {
        let taken_up = self.blocking(move |outbox| {
            let _work = lock(&outbox.0.work);
            // Not later: what is over while the store is read is in what it reads.
            let under_way = lock(&outbox.0.under_way).clone();
            let (mut taken, mut unreadable) = TakenUp::default();
            let all = outbox.0.store.all()?;
            let count = all.len();
            for (key, text) in all {
                match read(key, &text) {
                    Ok(end)
                        if !under_way.contains(&key)
                            && fits(&end)
                            && lock(&outbox.0.under_way).insert(key) =>
                    {
                        taken.push((Entry { outbox: outbox.clone(), key }, end));
                    }
                    Ok(_) => {}
                    Err(error) => unreadable.push(error),
                }
            }
            Ok(((taken, unreadable), count))
        });
        let (taken_up, count) = taken_up.await?;
        meters::outbox_holds(count);
        Ok(taken_up)
    }

    /// On a thread that may block, where there is a runtime.
    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => {
                let outbox = self.clone();
                runtime.spawn_blocking(move || work(&outbox)).await?
            }
            Err(_) => work(self),
        }
    }
}

impl Entry {
    /// The end is over.
    pub(crate) async fn remove(self) -> Result<(), StoreError> {
        let outbox = self.outbox.clone();
        let removed = outbox.blocking(move |outbox| {
            // The entry goes with this, also where nobody waits for it any more:
            // no one takes up what is being removed.
            let entry = self;
            let _work = lock(&outbox.0.work);
            let removed = outbox.0.store.remove(entry.key);
            drop(entry);
            removed
        });
        removed.await?;
        meters::outbox_changes(false);
        Ok(())
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        lock(&self.outbox.0.under_way).remove(&self.key);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read(key: u64, text: &[u8]) -> Result<KeptEnd, StoreError> {
    let refused = |error| format!("entry {key} of the outbox is no end of a job: {error}");
    serde_json::from_slice(text).map_err(|error| refused(error).into())
}

impl fmt::Debug for Outbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outbox").finish_non_exhaustive()
    }
}
