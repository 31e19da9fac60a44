//! The queue itself.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use flatfile_jobs::{Client, HandlerError, Outcome, Run, TokioTimer};

use crate::dispatcher::Dispatcher;
use crate::error::Error;
use crate::history::History;
use crate::liveness::{Keeper, Watch};
use crate::settings::{Settings, check_lease};
use crate::store::{Place, Pool, migrate};
use crate::worker::Worker;

/// What River calls the queue by default.
const NAME: &str = "flatfile";

/// How long a connection is waited for by those who only put jobs in.
const PATIENCE: Duration = Duration::from_secs(10);

/// A queue of jobs in a database. Clones are the same queue.
///
/// ```no_run
/// # async fn serve() -> Result<(), Box<dyn std::error::Error>> {
/// use flatfile_jobs::{Client, Outcome};
/// use flatfile_jobs_queue::Queue;
///
/// let client = Client::from_env()?;
/// let queue = Queue::open("sqlite:jobs.db").await?;
///
/// // One process, or each: what is ready is put in, once.
/// queue.dispatcher()?.put_ready(&client).await?;
///
/// // As many processes as you like.
/// let worker = queue.worker(client, async |run, history| {
///     if history.is_again() {
///         println!("{} is run again: {:?}", run.id(), history.last_error);
///     }
///     Ok(Outcome::new().message("42 rows imported"))
/// });
/// worker.run_until(async { drop(tokio::signal::ctrl_c().await) }).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Queue {
    place: Place,
    name: Arc<str>,
    pool: Pool,
}

impl Queue {
    /// Opens the queue of a database, and makes its tables where they are not
    /// there: those of River and one more. The database, or its schema, should be
    /// the queue's own: River's maintenance would look after other rows of
    /// River's too, and discards stuck ones of kinds that it does not know.
    ///
    /// | URL | |
    /// |---|---|
    /// | `postgres://user:password@host/database` | PostgreSQL 14 or newer |
    /// | `sqlite:/path/jobs.db` | a file on a local disk, for one machine; never on a network disk, where SQLite's locks fail |
    ///
    /// PostgreSQL has to be reached directly, or by a pooler that keeps sessions:
    /// what a worker may do is asked of its session. A connection is encrypted
    /// with the feature `tls` only.
    ///
    /// # Errors
    ///
    /// [`is_configuration`](Error::is_configuration) where the URL is not usable,
    /// [`is_database`](Error::is_database) where the database is not.
    pub async fn open(url: &str) -> Result<Self, Error> {
        let place = Place::parse(url)?;
        let pool = Pool::new(&place, None, 4, PATIENCE);
        migrate(&pool).await?;
        Ok(Self { place, name: NAME.into(), pool })
    }

    /// Another queue in the same database: for another account, say. A queue has
    /// the jobs of one.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        self.name = name.into();
        self
    }

    /// What puts jobs in.
    ///
    /// # Errors
    ///
    /// When the queue's name is none that River takes.
    pub fn dispatcher(&self) -> Result<Dispatcher, Error> {
        Dispatcher::new(&self.pool, &self.name, Settings::default().attempts)
    }

    /// What takes jobs out and runs them with the handler.
    ///
    /// The handler is told by its [`History`] when it runs a job again, and why.
    /// It may be dropped at any await, when the process loses its lease.
    ///
    /// Give it a client without an outbox: that of a worker which died would send
    /// its end later, while another runs the job. Here an end that does not get
    /// through leaves the job in the queue.
    pub fn worker<H, F, T>(&self, client: Client, handler: H) -> Worker
    where
        H: Fn(Run, History) -> F + Send + Sync + 'static,
        F: Future<Output = Result<T, HandlerError>> + Send + 'static,
        T: Into<Outcome>,
    {
        let handler = move |run: Run, history: History| {
            let work = handler(run, history);
            let work = async move { work.await.map(Into::into) };
            Box::pin(work) as futures_core::future::BoxFuture<'static, Result<Outcome, _>>
        };
        let (place, queue) = (self.place.clone(), Arc::clone(&self.name));
        Worker::new(place, queue, client, Box::new(handler))
    }

    /// Watches the beats of the workers without being one, until it is dropped or
    /// [stopped](Sweeper::stop): for the process that dispatches. Workers watch
    /// each other; with this, all of them may die at once. Give the workers'
    /// lease, or a longer one.
    ///
    /// # Errors
    ///
    /// When the lease is out of bounds, or there is no thread for it.
    pub async fn sweeper(&self, lease: Duration) -> Result<Sweeper, Error> {
        check_lease(lease)?;
        let place = self.place.for_a_lease(lease);
        let watch = Watch { place, lease, timer: Arc::new(TokioTimer), own: None };
        Keeper::start(watch).await.map(Sweeper)
    }
}

impl fmt::Debug for Queue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Queue").field("place", &self.place).field("name", &self.name).finish()
    }
}

/// Watches the beats of workers; made by [`Queue::sweeper`].
#[must_use = "it watches until it is dropped"]
pub struct Sweeper(Keeper);

impl Sweeper {
    /// How many jobs of dead workers were made available again by this one.
    #[must_use]
    pub fn swept(&self) -> u64 {
        self.0.swept()
    }

    /// Stops it, and waits for what it does.
    pub async fn stop(self) {
        self.0.stop().await;
    }
}

impl fmt::Debug for Sweeper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sweeper").field("swept", &self.swept()).finish()
    }
}
