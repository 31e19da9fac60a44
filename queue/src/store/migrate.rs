//! The tables: River's own, and what this crate adds.

use riverqueue::migrate::{PostgresMigrator, SqliteMigrator};
use sqlx::{Executor, PgPool};

use super::pool::Pool;
use super::postgres::{IS_THERE, LOCK, POSTGRES, UNLOCK};
use super::sqlite::SQLITE;
use crate::error::Error;

/// Makes the tables that are not there. Many processes may do so at once.
///
/// # Errors
///
/// When the database cannot be reached, or refuses.
pub(crate) async fn migrate(pool: &Pool) -> Result<(), Error> {
    let failed = |error: Box<dyn std::error::Error + Send + Sync>| {
        Error::database("be reached, or make its tables", error)
    };
    match pool {
        Pool::Postgres(pool) => {
            // As ever but the first time. Whoever has the lock may stand still.
            if is_there(pool).await.map_err(failed)? {
                return Ok(());
            }
            let mut lock = pool.acquire().await.map_err(|error| failed(error.into()))?;
            lock.execute(LOCK).await.map_err(|error| failed(error.into()))?;
            let done = async {
                PostgresMigrator::new(pool.clone()).migrate_up().await?;
                for statement in POSTGRES.setup {
                    lock.execute(*statement).await?;
                }
                Ok(())
            };
            let done = done.await;
            // Where this fails the connection is broken, and its lock with it.
            let _ = lock.execute(UNLOCK).await;
            done.map_err(failed)
        }
        Pool::Sqlite(pool) => {
            let done = async {
                SqliteMigrator::new(pool.clone()).migrate_up().await?;
                for statement in SQLITE.setup {
                    pool.execute(*statement).await?;
                }
                Ok(())
            };
            done.await.map_err(failed)
        }
    }
}

async fn is_there(pool: &PgPool) -> Result<bool, Box<dyn std::error::Error + Send + Sync>> {
    let ours = sqlx::query_scalar::<_, bool>(IS_THERE).fetch_one(pool).await?;
    Ok(ours && PostgresMigrator::new(pool.clone()).validate(None).await?.is_valid())
}
