//! What is asked of the beats.

use sqlx::{Postgres, Sqlite};

use super::Statements;
use super::pool::Pool;
use super::postgres::POSTGRES;
use super::sqlite::SQLITE;

/// A worker, and its beat. None where it has rows and is not on the list.
pub(crate) type Seen = (String, Option<i64>);

/// Which worker is struck off the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    /// One whose beat is still this.
    Beat(i64),
    /// One that is not on it.
    Absent,
    /// One that says so itself.
    Own,
}

/// The beats of all workers.
#[derive(Clone, Debug)]
pub(crate) struct Beats(pub(crate) Pool);

/// The same for either database: `$run` with its pool and statements.
macro_rules! either {
    ($beats:expr, |$pool:ident, $database:ident, $statements:ident| $run:expr) => {
        match &$beats.0 {
            Pool::Postgres($pool) => {
                type $database = Postgres;
                let $statements: &Statements = &POSTGRES;
                $run
            }
            Pool::Sqlite($pool) => {
                type $database = Sqlite;
                let $statements: &Statements = &SQLITE;
                $run
            }
        }
    };
}

impl Beats {
    /// Puts a worker on the list.
    pub(crate) async fn register(&self, id: &str) -> Result<(), sqlx::Error> {
        either!(self, |pool, Db, statements| {
            sqlx::query::<Db>(statements.register).bind(id).execute(pool).await.map(drop)
        })
    }

    /// Moves the beat of a worker; false where it is not on the list any more.
    pub(crate) async fn beat(&self, id: &str) -> Result<bool, sqlx::Error> {
        either!(self, |pool, Db, statements| {
            let done = sqlx::query::<Db>(statements.beat).bind(id).execute(pool).await?;
            Ok(done.rows_affected() > 0)
        })
    }

    /// All that there is to watch.
    pub(crate) async fn watched(&self) -> Result<Vec<Seen>, sqlx::Error> {
        either!(self, |pool, Db, statements| {
            sqlx::query_as::<Db, Seen>(statements.watched).fetch_all(pool).await
        })
    }

    /// Strikes a worker off the list and makes its rows available again, or does
    /// neither; how many rows. None where it is not as expected: it has moved,
    /// or another sweeper was first.
    pub(crate) async fn sweep(
        &self,
        id: &str,
        expected: Expected,
        why: &str,
    ) -> Result<Option<u64>, sqlx::Error> {
        either!(self, |pool, Db, statements| {
            // SQLite's deferred transaction may fail where it begins to write.
            let mut both = match &self.0 {
                Pool::Postgres(_) => pool.begin().await?,
                Pool::Sqlite(_) => pool.begin_with("BEGIN IMMEDIATE").await?,
            };
            let struck = match expected {
                Expected::Beat(beat) => {
                    sqlx::query::<Db>(statements.strike).bind(id).bind(beat).execute(&mut *both)
                }
                Expected::Own => {
                    sqlx::query::<Db>(statements.sign_off).bind(id).execute(&mut *both)
                }
                Expected::Absent => {
                    let release = sqlx::query::<Db>(statements.release).bind(id).bind(why);
                    let released = release.execute(&mut *both).await?;
                    both.commit().await?;
                    return Ok(Some(released.rows_affected()));
                }
            };
            if struck.await?.rows_affected() == 0 {
                return Ok(None);
            }
            let release = sqlx::query::<Db>(statements.release).bind(id).bind(why);
            let released = release.execute(&mut *both).await?.rows_affected();
            both.commit().await?;
            Ok(Some(released))
        })
    }
}
