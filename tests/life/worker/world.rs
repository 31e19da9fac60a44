//! A sandbox and a worker of it, under a paused clock.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::TimeDelta;
use flatfile_jobs::api::types::{JobConfig, JobStatus};
use flatfile_jobs::sandbox::{Sandbox, SandboxBuilder};
use flatfile_jobs::worker::{Worker, WorkerReport};
use flatfile_jobs::{Client, Error, EventFilter};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::runner::world::config;
use crate::schedules::clock::{Clock, Pace, Simulated};

pub struct World {
    pub sandbox: Sandbox,
    pub client: Client,
}

/// The jobs that a handler was called for, in their order.
pub type Called = Arc<Mutex<Vec<String>>>;

/// A worker that runs.
pub struct Running {
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<Result<WorkerReport, Error>>,
}

impl World {
    pub fn new() -> Self {
        Self::with(|sandbox| sandbox)
    }

    pub fn with(set: impl FnOnce(SandboxBuilder) -> SandboxBuilder) -> Self {
        let clock = Clock::new(TimeDelta::zero());
        let sandbox = set(Sandbox::builder().clock(move || clock.server_date()));
        let sandbox = sandbox.timer(Simulated::new(clock, Pace::Even)).in_process();
        let client = sandbox.client_builder().timer(Simulated::new(clock, Pace::Even)).seed(1);
        Self { client: client.build().unwrap(), sandbox }
    }

    /// Adds a ready job.
    pub fn ready(&self) -> String {
        self.sandbox.add(config())
    }

    pub fn ready_in(&self, space: &str) -> String {
        let id = self.sandbox.add(config());
        let job = self.sandbox.job(&id).unwrap().with_space_id(space);
        self.sandbox.put_job(job);
        id
    }

    pub fn add(&self, config: JobConfig) -> String {
        self.sandbox.add(config)
    }

    pub fn status(&self, id: &str) -> JobStatus {
        self.sandbox.job(id).unwrap().status.unwrap()
    }

    /// How many times a job ended.
    pub fn ends(&self, id: &str) -> usize {
        self.sandbox.history(id).iter().filter(|change| change.is_end()).count()
    }

    /// A worker that completes what it is given, at once.
    pub fn worker(&self) -> (Worker<'static>, Called) {
        let called = Called::default();
        let calls = Arc::clone(&called);
        let worker = self.client.worker().on(EventFilter::on("job:ready"), move |run| {
            calls.lock().unwrap().push(run.job().id.to_string());
            async { Ok("done") }
        });
        (worker, called)
    }
}

impl Running {
    pub fn of(worker: Worker<'static>) -> Self {
        let (stop, stopped) = oneshot::channel();
        Self { stop: Some(stop), task: tokio::spawn(worker.run_until(stopped)) }
    }

    /// Tells it to stop.
    pub fn tell(&mut self) {
        drop(self.stop.take());
    }

    pub async fn ended(self) -> WorkerReport {
        self.task.await.unwrap().unwrap()
    }

    /// Stops it, and waits until it has.
    pub async fn stop(mut self) -> WorkerReport {
        self.tell();
        self.ended().await
    }

    pub fn is_over(&self) -> bool {
        self.task.is_finished()
    }
}

/// Lets time pass until something is so; an hour at the most.
pub async fn until(what: &str, so: impl Fn() -> bool) {
    for _ in 0..36_000 {
        if so() {
            return;
        }
        pass(Duration::from_millis(100)).await;
    }
    panic!("never: {what}");
}

pub async fn pass(time: Duration) {
    tokio::time::sleep(time).await;
}
