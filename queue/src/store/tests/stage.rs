//! A database for one test.

use riverqueue::{Client, JobRow};
use sqlx::{AssertSqlSafe, Executor, Postgres, Sqlite};

use crate::entry::{Entry, insert_opts};
use crate::store::{Beats, Place, Pool, migrate};

/// Runs a test on SQLite, and again on PostgreSQL where there is a server.
macro_rules! on_both {
    ($($test:ident),*) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                super::$test(crate::store::tests::stage::Stage::sqlite().await).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            #[ignore = "needs a server: queue/run"]
            async fn $test() {
                super::$test(crate::store::tests::stage::Stage::postgres().await).await;
            })*
        }
    };
}
pub(super) use on_both;

pub(super) struct Stage {
    pub(super) place: Place,
    pub(super) pool: Pool,
    pub(super) beats: Beats,
    pub(super) river: Client,
    _folder: Option<tempfile::TempDir>,
}

impl Stage {
    pub(super) async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("jobs.db").display());
        Self::of(&url, Some(folder)).await
    }

    pub(super) async fn postgres() -> Self {
        let server = std::env::var("QUEUE_POSTGRES").unwrap();
        let name = format!("t{:016x}", fastrand::u64(..));
        let Pool::Postgres(all) = Self::pool(&format!("{server}/postgres")) else { panic!() };
        all.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.unwrap();
        Self::of(&format!("{server}/{name}"), None).await
    }

    fn pool(url: &str) -> Pool {
        Pool::new(&Place::parse(url).unwrap(), None, 4, std::time::Duration::from_secs(10))
    }

    async fn of(url: &str, folder: Option<tempfile::TempDir>) -> Self {
        let pool = Self::pool(url);
        migrate(&pool).await.unwrap();
        // It may be there already.
        migrate(&pool).await.unwrap();
        let river = pool.river().build().unwrap();
        let place = Place::parse(url).unwrap();
        Self { place, beats: Beats(pool.clone()), pool, river, _folder: folder }
    }

    /// The connections of a worker.
    pub(super) fn of_worker(&self, id: &str) -> Pool {
        let place = self.place.for_a_lease(std::time::Duration::from_secs(1));
        Pool::new(&place, Some(id), 2, std::time::Duration::from_secs(10))
    }

    /// A row that a worker has, in this attempt of so many.
    pub(super) async fn row(&self, worker: &str, attempt: i32, most: i32) -> i64 {
        let entry = Entry { job_id: format!("us_jb_{}", fastrand::u32(..)) };
        let put = self.river.insert(entry).opts(insert_opts("flatfile", most)).await.unwrap();
        let before = format!("SET attempt = {} ", attempt - 1);
        self.sql(&self.pool, &format!("UPDATE river_job {before} WHERE id = {}", put.id())).await;
        self.take(&self.pool, put.id(), worker).await;
        put.id()
    }

    /// Takes a row as River does; how many it got.
    pub(super) async fn take(&self, pool: &Pool, row: i64, worker: &str) -> u64 {
        let by = match pool {
            Pool::Postgres(_) => {
                format!("array_append(coalesce(attempted_by, '{{}}'), '{worker}')")
            }
            Pool::Sqlite(_) => {
                format!("jsonb_insert(coalesce(attempted_by, jsonb('[]')), '$[#]', '{worker}')")
            }
        };
        let set = format!("state = 'running', attempt = attempt + 1, attempted_by = {by}");
        let sql = format!("UPDATE river_job SET {set} WHERE id = {row} AND state = 'available'");
        self.sql(pool, &sql).await
    }

    /// Closes a row as River does: by its id.
    pub(super) async fn close(&self, pool: &Pool, row: i64) -> u64 {
        let set = "state = 'completed', finalized_at = CURRENT_TIMESTAMP";
        let sql = format!("UPDATE river_job SET {set} WHERE id = {row} AND state = 'running'");
        self.sql(pool, &sql).await
    }

    pub(super) async fn sql(&self, pool: &Pool, sql: &str) -> u64 {
        let sql = AssertSqlSafe(sql.to_owned());
        match pool {
            Pool::Postgres(pool) => {
                sqlx::query::<Postgres>(sql).execute(pool).await.unwrap().rows_affected()
            }
            Pool::Sqlite(pool) => {
                sqlx::query::<Sqlite>(sql).execute(pool).await.unwrap().rows_affected()
            }
        }
    }

    /// A row, as River reads it.
    pub(super) async fn read(&self, row: i64) -> JobRow {
        self.river.jobs().get(row).await.unwrap()
    }
}
