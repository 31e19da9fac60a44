//! The database: where it is ([`place`]), what stands there beside River's own
//! tables ([`migrate`]), and what is asked of the beats ([`beats`]). The
//! statements of each database are in [`postgres`] and [`sqlite`], with the same
//! names, and nothing else tells the two apart.

mod beats;
mod migrate;
mod place;
mod pool;
mod postgres;
mod sqlite;
#[cfg(test)]
mod tests;

pub(crate) use beats::{Beats, Expected, Seen};
pub(crate) use migrate::migrate;
pub(crate) use place::Place;
pub(crate) use pool::Pool;
#[cfg(test)]
pub(crate) use {postgres::POSTGRES, sqlite::SQLITE};

/// What is asked of a database. `$1` is always the id of a worker.
#[derive(Debug)]
pub(crate) struct Statements {
    /// Makes what is not there yet.
    pub(crate) setup: &'static [&'static str],
    /// Writes down the worker $1.
    pub(crate) register: &'static str,
    /// Moves the beat of $1.
    pub(crate) beat: &'static str,
    /// All workers and their beats; and those that have rows and no beat.
    pub(crate) watched: &'static str,
    /// Takes the worker $1 off the list if its beat is $2 still.
    pub(crate) strike: &'static str,
    /// Takes the worker $1 off the list.
    pub(crate) sign_off: &'static str,
    /// Makes the rows of $1, which is not on the list, available again, with the
    /// error $2. Their place in the queue stays: River's own rescue moves them
    /// to its end, behind the whole backlog. Those without an attempt left are
    /// discarded. `available` and not `retryable`: that would wait for the
    /// leader's scheduler, for 15 seconds where the leader is who died.
    pub(crate) release: &'static str,
}

#[cfg(test)]
impl Statements {
    /// Those that name River's rows.
    pub(crate) fn about_rows(&self) -> [&'static str; 2] {
        [self.watched, self.release]
    }
}
