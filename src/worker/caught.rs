//! What the user has given a worker to be called, and may panic.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::events;

/// What a call brings; none where it panics, which is said in the log. The worker
/// and its other jobs go on.
pub(super) fn caught<T>(what: &str, call: impl FnOnce() -> T) -> Option<T> {
    // Nothing of the worker's own is changed by half in it.
    let brought = catch_unwind(AssertUnwindSafe(call)).ok();
    if brought.is_none() {
        events::panicked(what);
    }
    brought
}
