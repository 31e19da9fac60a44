//! An outbox's store without a disk.

use std::sync::{Arc, Mutex};

use flatfile_jobs::outbox::{OutboxStore, StoreError};

/// A store in memory, with the texts it is given.
#[derive(Clone, Default)]
pub struct Memory(Arc<Mutex<Texts>>);

/// Texts with their keys.
pub type Texts = Vec<(u64, Vec<u8>)>;

impl OutboxStore for Memory {
    fn put(&self, text: &[u8]) -> Result<u64, StoreError> {
        let mut texts = self.0.lock().unwrap();
        let key = texts.last().map_or(0, |(key, _)| *key) + 1;
        texts.push((key, text.to_vec()));
        Ok(key)
    }

    fn remove(&self, key: u64) -> Result<(), StoreError> {
        self.0.lock().unwrap().retain(|(each, _)| *each != key);
        Ok(())
    }

    fn all(&self) -> Result<Texts, StoreError> {
        Ok(self.0.lock().unwrap().clone())
    }
}
