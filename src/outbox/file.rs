//! A file of redb, an embedded database.

use std::fmt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition};

use super::store::{OutboxStore, StoreError};
use crate::error::Error;

const ENDS: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("ends");

/// A store in one file, which one process at a time has open.
pub struct FileStore {
    database: Database,
    /// The largest key that was given since it is open: a key whose text is gone
    /// is not given again. Changed within a transaction alone, of which there is
    /// one at a time.
    newest: AtomicU64,
}

impl FileStore {
    /// Opens the file, or makes it. Blocks for as long as the disk takes, longer
    /// after a crash, since the file is checked then.
    ///
    /// # Errors
    ///
    /// [`is_outbox`](Error::is_outbox), with the path and the reason: the file
    /// cannot be made, read or written, is open elsewhere, or is damaged or no
    /// store.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let opened = unpanicked(|| Self::opened(path));
        let store = |database| Self { database, newest: AtomicU64::new(0) };
        opened.map(store).map_err(|error| Error::outbox_unopened(path, error))
    }

    fn opened(path: &Path) -> Result<Database, StoreError> {
        let database = Database::create(path)?;
        let begun = database.begin_write()?;
        begun.open_table(ENDS)?;
        begun.commit()?;
        Ok(database)
    }
}

impl OutboxStore for FileStore {
    fn put(&self, text: &[u8]) -> Result<u64, StoreError> {
        unpanicked(|| {
            let begun = self.database.begin_write()?;
            let key = {
                let mut ends = begun.open_table(ENDS)?;
                let last = ends.last()?.map_or(0, |(key, _)| key.value());
                let newest = last.max(self.newest.load(Ordering::Relaxed));
                let key = newest.checked_add(1).ok_or("there is no key left in the file")?;
                self.newest.store(key, Ordering::Relaxed);
                ends.insert(key, text)?;
                key
            };
            begun.commit()?;
            Ok(key)
        })
    }

    fn remove(&self, key: u64) -> Result<(), StoreError> {
        unpanicked(|| {
            let begun = self.database.begin_write()?;
            begun.open_table(ENDS)?.remove(key)?;
            begun.commit()?;
            Ok(())
        })
    }

    fn all(&self) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        unpanicked(|| {
            let ends = self.database.begin_read()?.open_table(ENDS)?;
            let each = ends.iter()?.map(|entry| {
                let (key, text) = entry?;
                Ok((key.value(), text.value().to_vec()))
            });
            each.collect()
        })
    }
}

/// redb panics over some files that are damaged.
fn unpanicked<T>(work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    done.unwrap_or_else(|_| Err("the file is damaged".into()))
}

impl fmt::Debug for FileStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileStore").finish_non_exhaustive()
    }
}
