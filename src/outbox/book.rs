//! The outbox itself: what is kept, and which of it is under way.

use std::collections::HashSet;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

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
    /// The keys of those that a call of this process is about. Locked while a
    /// key is made or the store is read, so that no end is taken up twice.
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
        Self(Arc::new(Inner { store: Box::new(store), under_way: Mutex::default() }))
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
            let mut under_way = outbox.lock();
            let key = outbox.0.store.put(&text)?;
            under_way.insert(key);
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
            let mut under_way = outbox.lock();
            let (mut taken, mut unreadable) = TakenUp::default();
            let all = outbox.0.store.all()?;
            let count = all.len();
            for (key, text) in all {
                match read(key, &text) {
                    Ok(end) if fits(&end) && under_way.insert(key) => {
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

    fn lock(&self) -> std::sync::MutexGuard<'_, HashSet<u64>> {
        self.0.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entry {
    /// The end is over.
    pub(crate) async fn remove(self) -> Result<(), StoreError> {
        let outbox = self.outbox.clone();
        // The entry goes after that: nobody takes up what is being removed.
        outbox.blocking(move |outbox| outbox.0.store.remove(self.key)).await?;
        meters::outbox_changes(false);
        Ok(())
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.outbox.lock().remove(&self.key);
    }
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
