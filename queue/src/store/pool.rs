//! Connections to the database.

use std::sync::Arc;
use std::time::Duration;

use riverqueue::ClientBuilder;
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::sqlite::{SqlitePool, SqlitePoolOptions};
use sqlx::{AssertSqlSafe, Executor};

use super::place::Place;
use super::{postgres, sqlite};

/// Connections to the database. Clones share them.
#[derive(Clone, Debug)]
pub(crate) enum Pool {
    Postgres(PgPool),
    Sqlite(SqlitePool),
}

impl Pool {
    /// Makes them as they are needed. `patience` bounds how long one is waited
    /// for.
    ///
    /// With the id of a worker, the database knows whose they are, and refuses
    /// what that worker may not do any more; see the fence of the statements.
    pub(crate) fn new(place: &Place, worker: Option<&str>, most: u32, patience: Duration) -> Self {
        match place {
            Place::Postgres(options) => {
                let options = match worker {
                    Some(id) => options.clone().options([(postgres::WORKER, id)]),
                    None => options.clone(),
                };
                let pool = PgPoolOptions::new().max_connections(most).acquire_timeout(patience);
                Self::Postgres(pool.connect_lazy_with(options))
            }
            Place::Sqlite(options) => {
                // One each: SQLite has one writer, and two connections of a
                // process would only wait for each other.
                let pool = SqlitePoolOptions::new().max_connections(1).acquire_timeout(patience);
                let pool = match worker {
                    Some(id) => {
                        let fence = Arc::new(sqlite::fence(id));
                        pool.after_connect(move |connection, _| {
                            let fence = Arc::clone(&fence);
                            Box::pin(async move {
                                for trigger in &*fence {
                                    connection.execute(AssertSqlSafe(trigger.as_str())).await?;
                                }
                                Ok(())
                            })
                        })
                    }
                    None => pool,
                };
                Self::Sqlite(pool.connect_lazy_with(options.clone()))
            }
        }
    }

    /// A client of River on these connections.
    pub(crate) fn river(&self) -> ClientBuilder {
        match self {
            Self::Postgres(pool) => riverqueue::Client::builder(pool.clone()),
            Self::Sqlite(pool) => riverqueue::Client::builder(pool.clone()),
        }
    }

    /// Ends them: what is under way is waited for, and nothing new goes out.
    pub(crate) async fn close(&self) {
        match self {
            Self::Postgres(pool) => pool.close().await,
            Self::Sqlite(pool) => pool.close().await,
        }
    }
}
