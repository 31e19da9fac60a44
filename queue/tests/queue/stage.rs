//! A queue and a sandbox for one test.

use std::time::Duration;

use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::{JobConfig, JobStatus, JobType, Trigger};
use flatfile_jobs::sandbox::Sandbox;
use flatfile_jobs::{Client, HandlerResult, Run};
use flatfile_jobs_queue::{History, Queue, Worker};
use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor, Row};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// The shortest that there is, for tests in which somebody dies.
pub const LEASE: Duration = Duration::from_secs(1);

/// One that a machine under load does not miss, for all others.
const LONG: Duration = Duration::from_secs(60);

/// Runs a test on SQLite, and again on PostgreSQL where there is a server.
macro_rules! on_both {
    ($($test:ident),*) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                super::$test(crate::stage::Stage::sqlite().await).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            #[ignore = "needs a server: queue/run"]
            async fn $test() {
                super::$test(crate::stage::Stage::postgres().await).await;
            })*
        }
    };
}
pub(crate) use on_both;

pub struct Stage {
    pub sandbox: Sandbox,
    pub queue: Queue,
    url: String,
    _folder: Option<tempfile::TempDir>,
}

impl Stage {
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("jobs.db").display());
        Self::of(url, Some(folder)).await
    }

    pub async fn postgres() -> Self {
        let server = std::env::var("QUEUE_POSTGRES").expect("queue/run sets QUEUE_POSTGRES");
        let name = format!("t{:016x}", fastrand::u64(..));
        sql(&format!("{server}/postgres"), &format!("CREATE DATABASE {name}")).await;
        Self::of(format!("{server}/{name}"), None).await
    }

    async fn of(url: String, folder: Option<tempfile::TempDir>) -> Self {
        let queue = Queue::open(&url).await.unwrap();
        Self { sandbox: Sandbox::in_process(), queue, url, _folder: folder }
    }

    /// A job that is ready, and in the queue.
    pub async fn job(&self) -> String {
        let id = self.ready();
        self.queue.dispatcher().unwrap().put(id.as_str()).await.unwrap();
        id
    }

    /// A job that is ready.
    pub fn ready(&self) -> String {
        let config = JobConfig::new("exportOrders", "us_wb_1", JobType::Workbook);
        self.sandbox.add(config.with_trigger(Trigger::Immediate))
    }

    pub fn client(&self) -> Client {
        self.sandbox.client().unwrap()
    }

    /// A worker that tells of each run what its handler was told, and ends it.
    pub fn worker(&self) -> (Worker, UnboundedReceiver<History>) {
        let (told, runs) = unbounded_channel();
        let worker = self.queue.worker(self.client(), move |_, history| {
            tell(&told, history);
            async { Ok("done") }
        });
        (worker.lease(LONG).poll_every(Duration::from_millis(100)), runs)
    }

    /// A worker whose runs tell that they have begun, and do not end before they
    /// are told to.
    pub fn long_worker(&self) -> (Worker, UnboundedReceiver<History>) {
        let (told, runs) = unbounded_channel();
        let worker = self.queue.worker(self.client(), move |run: Run, history| {
            tell(&told, history);
            async move {
                run.canceled().await;
                run.check()?;
                HandlerResult::Ok("late")
            }
        });
        (worker.lease(LONG).poll_every(Duration::from_millis(100)), runs)
    }

    pub fn status(&self, id: &str) -> Option<JobStatus> {
        self.sandbox.job(id).and_then(|job| job.status)
    }

    /// How many ends were sent for a job.
    pub fn ends(&self, id: &str) -> usize {
        use OperationId::{CancelJob, CompleteJob, FailJob};

        let is_end = |call: &flatfile_jobs::sandbox::Call| {
            matches!(call.operation, Some(CompleteJob | FailJob | CancelJob))
        };
        let calls = self.sandbox.calls();
        calls.iter().filter(|call| is_end(call) && call.job.as_deref() == Some(id)).count()
    }

    pub async fn sql(&self, statement: &str) {
        sql(&self.url, statement).await;
    }

    /// The beat of the one worker that there is.
    pub async fn beat(&self) -> i64 {
        let mut connection = connect(&self.url).await;
        let beat = sqlx::query("SELECT beat FROM flatfile_jobs_worker");
        let beat = beat.fetch_one(&mut connection).await.unwrap().get(0);
        connection.close().await.unwrap();
        beat
    }

    pub fn is_postgres(&self) -> bool {
        self.url.starts_with("postgres")
    }
}

fn tell(told: &UnboundedSender<History>, history: History) {
    told.send(history).unwrap();
}

async fn connect(url: &str) -> AnyConnection {
    install_default_drivers();
    AnyConnection::connect(url).await.unwrap()
}

async fn sql(url: &str, statement: &str) {
    let mut connection = connect(url).await;
    connection.execute(AssertSqlSafe(statement.to_owned())).await.unwrap();
    connection.close().await.unwrap();
}

/// Looks until it is so; a test that waits in vain is stopped by nobody but this.
pub async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..3_000 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("in vain: {what}");
}
