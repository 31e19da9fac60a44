//! Room for recursion: a contract may be nested 64 levels deep, a level costs
//! the YAML reader 30 kB in a debug build, and some platforms give a program 1 MB.

use std::thread;

/// Enough for four times the deepest contract.
const ROOM: usize = 32 << 20;

/// Runs on a stack of its own; none if it panicked, or if there was no memory.
pub fn with_room<T: Send>(run: impl FnOnce() -> T + Send) -> Option<T> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(ROOM).spawn_scoped(scope, run);
        thread.ok().and_then(|thread| thread.join().ok())
    })
}
