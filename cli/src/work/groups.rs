//! The groups of processes that are alive: all that is left of the commands where
//! this program ends without dropping them.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;
use std::{io, iter, thread};

use rustix::io::Errno;
use rustix::process::{
    Pid, Signal, WaitOptions, kill_process_group, test_kill_process_group, waitpgid,
};

static ALIVE: Mutex<Alive> = Mutex::new(Alive { leaders: BTreeSet::new(), is_over: false });

struct Alive {
    leaders: BTreeSet<i32>,
    /// Whether none is begun any more.
    is_over: bool,
}

/// A group by its leader's number, which no other process has until the group is
/// empty.
#[derive(Debug)]
pub struct Group(Pid);

impl Group {
    /// Starts a leader and keeps its group, so that no end of this program comes
    /// between.
    pub fn start<T>(
        start: impl FnOnce() -> io::Result<T>,
        number: impl FnOnce(&T) -> Option<u32>,
    ) -> io::Result<(T, Option<Self>)> {
        let mut alive = alive();
        if alive.is_over {
            return Err(io::Error::other("this program ends"));
        }
        let leader = start()?;
        let number = number(&leader).and_then(|it| i32::try_from(it).ok());
        let group = number.and_then(Pid::from_raw).map(Self);
        alive.leaders.extend(group.as_ref().map(|group| group.0.as_raw_nonzero().get()));
        Ok((leader, group))
    }

    pub fn signal(&self, signal: Signal) {
        // It may be gone already.
        let _ = kill_process_group(self.0, signal);
    }

    /// Whether nobody is left of it, not even one that nobody has waited for. Only
    /// once its leader was waited for: as the first process of a container this
    /// program inherits what a command leaves, and has to wait for that itself.
    pub fn is_empty(&self) -> bool {
        while let Ok(Some(_)) = waitpgid(self.0, WaitOptions::NOHANG) {}
        test_kill_process_group(self.0) == Err(Errno::SRCH)
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        alive().leaders.remove(&self.0.as_raw_nonzero().get());
    }
}

/// Ends them all at once, and lets none begin.
pub fn end_all() {
    // A start that hangs (a program on a disk that is away) must not hold up the end.
    let tries = iter::repeat_with(|| match ALIVE.try_lock() {
        Ok(alive) => Some(alive),
        Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
        Err(TryLockError::WouldBlock) => {
            thread::sleep(Duration::from_millis(20));
            None
        }
    });
    let Some(mut alive) = tries.take(50).flatten().next() else { return };
    alive.is_over = true;
    for leader in alive.leaders.iter().copied().filter_map(Pid::from_raw) {
        let _ = kill_process_group(leader, Signal::KILL);
    }
}

fn alive() -> MutexGuard<'static, Alive> {
    ALIVE.lock().unwrap_or_else(PoisonError::into_inner)
}
