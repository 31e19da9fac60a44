//! How a worker is set.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::caught::caught;
use super::hooks::Hooks;
use crate::api::types::{JobStatus, SortDirection};
use crate::client::Client;
use crate::error::Error;
use crate::jobs::Jobs;
use crate::runner::OnShutdown;

/// How many jobs a page is to have.
const PAGE_SIZE: u32 = 100;

/// How a worker is set.
#[derive(Clone, Debug)]
pub(super) struct Options {
    pub(super) concurrency: usize,
    /// How many jobs it begins before it stops by itself.
    pub(super) max_jobs: Option<u64>,
    /// Whether it stops by itself when nothing is ready.
    pub(super) stop_when_idle: bool,
    pub(super) space: Option<String>,
    pub(super) narrow: Narrow,
    /// How often events are asked for, at the least and at the most.
    pub(super) poll: (Duration, Duration),
    /// Whether they are.
    pub(super) polls: bool,
    pub(super) since: Option<DateTime<Utc>>,
    pub(super) sweep_every: Option<Duration>,
    pub(super) grace: Option<Duration>,
    pub(super) on_shutdown: OnShutdown,
    pub(super) progress_every: Option<Duration>,
    pub(super) look_every: Option<Duration>,
    pub(super) hooks: Hooks,
}

/// How often a source is asked by default. People who press a button see it begin
/// within a second or two, and an idle worker asks twice a minute.
const POLL: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(30));

impl Default for Options {
    fn default() -> Self {
        Self {
            // Handlers that wait for others, mostly; each has a connection.
            concurrency: 8,
            max_jobs: None,
            stop_when_idle: false,
            space: None,
            narrow: Narrow::default(),
            poll: POLL,
            polls: true,
            since: None,
            // What events miss waits for so long; the list is read whole.
            sweep_every: Some(Duration::from_secs(5 * 60)),
            grace: None,
            on_shutdown: OnShutdown::default(),
            progress_every: None,
            look_every: None,
            hooks: Hooks::default(),
        }
    }
}

impl Options {
    /// The jobs that are to be run, as a list; those that wait the longest first.
    ///
    /// # Errors
    ///
    /// What narrows it panics.
    pub(super) fn jobs(&self, client: &Client) -> Result<Jobs, Error> {
        let mut jobs = client.jobs().status(JobStatus::Ready);
        jobs = jobs.page_size(PAGE_SIZE).sort(SortDirection::Asc);
        if let Some(space) = &self.space {
            jobs = jobs.space(space);
        }
        match &self.narrow.0 {
            Some(narrow) => caught("what narrows the list", || narrow(jobs))
                .ok_or_else(|| Error::configuration("what narrows the list of jobs panicked")),
            None => Ok(jobs),
        }
    }
}

/// How the list of jobs is narrowed.
#[derive(Clone, Default)]
pub(super) struct Narrow(pub(super) Option<Arc<dyn Fn(Jobs) -> Jobs + Send + Sync>>);

impl fmt::Debug for Narrow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "narrowed" } else { "whole" })
    }
}
