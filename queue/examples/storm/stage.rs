//! A database, a sandbox and a record for one kind of weather.

use std::path::PathBuf;
use std::time::Duration;

use flatfile_jobs::api::types::{JobConfig, JobStatus, JobType, Trigger};
use flatfile_jobs::sandbox::Sandbox;
use flatfile_jobs_queue::{Queue, Sweeper};
use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Row};
use tempfile::TempDir;

use crate::Result;
use crate::record::{Ran, runs};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Postgres,
    Sqlite,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Short,
    Long,
}

pub struct Stage {
    pub sandbox: Sandbox,
    pub queue: Queue,
    pub lease: Duration,
    /// How long a handler works, in milliseconds.
    pub work: (u64, u64),
    url: String,
    folder: TempDir,
    pub jobs: Vec<String>,
}

impl Stage {
    /// With so many jobs, which are ready, and in the queue by two dispatchers
    /// that each put in all of them.
    pub async fn new(kind: Kind, jobs: usize, work: (u64, u64), lease: u64) -> Result<Self> {
        install_default_drivers();
        let folder = tempfile::tempdir()?;
        let url = match kind {
            Kind::Sqlite => format!("sqlite:{}", folder.path().join("jobs.db").display()),
            Kind::Postgres => database().await?,
        };
        let sandbox = Sandbox::start_blocking()?;
        let queue = Queue::open(&url).await?;
        let add = |_| {
            let config = JobConfig::new("exportOrders", "us_wb_1", JobType::Workbook);
            sandbox.add(config.with_trigger(Trigger::Immediate))
        };
        let jobs: Vec<_> = (0..jobs).map(add).collect();
        let client = sandbox.client()?;
        let (one, two) = (queue.dispatcher()?, queue.dispatcher()?);
        let (one, two) = tokio::join!(one.put_ready(&client), two.put_ready(&client));
        let new = one?.new + two?.new;
        if new != jobs.len() as u64 {
            return Err(format!("{new} of {} jobs were put in", jobs.len()).into());
        }
        let lease = Duration::from_secs(lease);
        let stage = Self { sandbox, queue, lease, work, url, folder, jobs };
        std::fs::File::create(stage.log())?;
        Ok(stage)
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    pub fn runs(&self) -> Result<Vec<Ran>> {
        runs(&self.log())
    }

    /// What a worker process needs to know.
    pub fn environment(&self) -> [(&'static str, String); 7] {
        [
            ("STORM_DATABASE", self.url.clone()),
            ("STORM_API", self.sandbox.url()),
            ("STORM_TOKEN", self.sandbox.token().to_owned()),
            ("STORM_LOG", self.log().display().to_string()),
            ("STORM_LEAST", self.work.0.to_string()),
            ("STORM_MOST", self.work.1.to_string()),
            ("STORM_LEASE", self.lease.as_millis().to_string()),
        ]
    }

    /// The dispatcher's sweeper: all workers may be killed.
    pub async fn sweeper(&self) -> Result<Sweeper> {
        Ok(self.queue.sweeper(self.lease).await?)
    }

    pub fn count(&self, status: &JobStatus) -> usize {
        let is =
            |id: &&String| self.sandbox.job(id).and_then(|job| job.status).as_ref() == Some(status);
        self.jobs.iter().filter(is).count()
    }

    /// Waits until all jobs are complete and all rows are done; whether they are.
    pub async fn settled(&self) -> Result<bool> {
        for _ in 0..300 {
            if self.count(&JobStatus::Complete) == self.jobs.len() && self.open_rows().await? == 0 {
                return Ok(true);
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        Ok(false)
    }

    async fn open_rows(&self) -> Result<i64> {
        self.number("SELECT count(*) FROM river_job WHERE finalized_at IS NULL").await
    }

    /// How often rows were taken.
    pub async fn attempts(&self) -> Result<i64> {
        self.number("SELECT CAST(sum(attempt) AS bigint) FROM river_job").await
    }

    async fn number(&self, query: &'static str) -> Result<i64> {
        // By a connection of its own: the server may have been away.
        let mut connection = AnyConnection::connect(&self.url).await?;
        let number = sqlx::query(query).fetch_one(&mut connection).await?.try_get(0)?;
        connection.close().await?;
        Ok(number)
    }

    /// Waits until it is so.
    pub async fn until(&self, what: &str, is_so: impl Fn(&[Ran]) -> bool) -> Result<()> {
        for _ in 0..1_200 {
            if is_so(&self.runs()?) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err(format!("in vain: {what}").into())
    }
}

/// A new database on the server that `queue/run` has started.
async fn database() -> Result<String> {
    let server = std::env::var("QUEUE_POSTGRES").map_err(|_| "use `queue/run storm`")?;
    let name = format!("storm{:016x}", fastrand::u64(..));
    let mut connection = AnyConnection::connect(&format!("{server}/postgres")).await?;
    let create = AssertSqlSafe(format!("CREATE DATABASE {name}"));
    sqlx::query(create).execute(&mut connection).await?;
    connection.close().await?;
    Ok(format!("{server}/{name}"))
}
