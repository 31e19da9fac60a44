//! Where kept ends are.

use std::error::Error as StdError;

/// Why a store could not do it.
pub type StoreError = Box<dyn StdError + Send + Sync>;

/// A place for kept ends that outlives the process.
///
/// Its methods may block; they are called on a thread for that where there is a
/// tokio runtime. What is stored is JSON text of this crate's own, from which a
/// later version reads what an earlier one wrote. An [`Outbox`](super::Outbox)
/// calls one at a time, apart from [`all`](Self::all).
pub trait OutboxStore: Send + Sync + 'static {
    /// Adds a text, and says its key, a larger one each time, whatever was
    /// removed since. It returns when the text would survive a loss of power.
    ///
    /// A key of an end that is under way says that the store is broken: the new
    /// end is not sent then.
    ///
    /// # Errors
    ///
    /// When it could not be written; the end is not sent then.
    fn put(&self, text: &[u8]) -> Result<u64, StoreError>;

    /// Removes a text. One that is not there is no error.
    ///
    /// # Errors
    ///
    /// When it could not be removed. The end is found settled the next time.
    fn remove(&self, key: u64) -> Result<(), StoreError>;

    /// All texts with their keys, in the order of these.
    ///
    /// # Errors
    ///
    /// When they cannot be read.
    fn all(&self) -> Result<Vec<(u64, Vec<u8>)>, StoreError>;
}
