//! Where ready jobs come from: the list of jobs, asked for now and then.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::Duration;

use chrono::Utc;
use flatfile_jobs::Client;
use flatfile_jobs::api::types::{Job, JobStatus, SortDirection};
use tokio::time::Instant;

use crate::args::FilterArgs;
use crate::failure::{Failure, Kind};
use crate::output::{clean, note};

/// How many jobs are taken from one list.
const AT_ONCE: usize = 100;

/// How long a job is left alone that could not be begun: somebody has it.
const LEFT_ALONE: Duration = Duration::from_secs(60);

/// Ready jobs, the oldest first, each once while it is worked on.
pub struct Ready {
    client: Client,
    filters: FilterArgs,
    interval: Duration,
    /// Whether it is over when there are none.
    once: bool,
    found: VecDeque<Job>,
    taken: HashSet<String>,
    left_alone: HashMap<String, Instant>,
    next_look: Instant,
}

impl Ready {
    pub fn new(client: Client, filters: FilterArgs, interval: Duration, once: bool) -> Self {
        let (found, taken, left_alone) = (VecDeque::new(), HashSet::new(), HashMap::new());
        let next_look = Instant::now();
        Self { client, filters, interval, once, found, taken, left_alone, next_look }
    }

    /// The next job; none when it is over. To drop the future loses no job.
    pub async fn next(&mut self) -> Result<Option<Job>, Failure> {
        loop {
            if let Some(job) = self.found.pop_front() {
                self.taken.insert(job.id.to_string());
                return Ok(Some(job));
            }
            tokio::time::sleep_until(self.next_look).await;
            let looked = self.look().await;
            self.next_look = Instant::now() + self.interval;
            match looked {
                Ok(found) if self.once && found.is_empty() => return Ok(None),
                Ok(found) => self.found = found,
                Err(failure) if failure.kind == Kind::Unavailable => {
                    note(false, &format!("looking again: {}", clean(&failure.what)));
                }
                Err(failure) => return Err(failure),
            }
        }
    }

    /// The job is worked on no more; `begun` where it was at all.
    pub fn done(&mut self, id: &str, begun: bool) {
        self.taken.remove(id);
        if !begun {
            self.left_alone.insert(id.to_owned(), Instant::now() + LEFT_ALONE);
        }
        // Its place is free: what got ready meanwhile need not wait for the interval.
        if self.found.is_empty() && begun {
            self.next_look = Instant::now();
        }
    }

    async fn look(&mut self) -> Result<VecDeque<Job>, Failure> {
        let now = Instant::now();
        self.left_alone.retain(|_, until| *until > now);
        let jobs = self.filters.jobs(&self.client, Utc::now());
        let mut jobs = jobs.status(JobStatus::Ready).sort(SortDirection::Asc).stream();
        let mut found = VecDeque::new();
        while let Some(job) = jobs.next().await {
            let job = match job {
                Ok(job) => job,
                // One job that cannot be read keeps nobody from the others.
                Err(error) if error.is_unreadable_entry() => continue,
                Err(error) => return Err(error.into()),
            };
            let id = job.id.as_str();
            if !self.taken.contains(id) && !self.left_alone.contains_key(id) {
                found.push_back(job);
            }
            if found.len() >= AT_ONCE {
                break;
            }
        }
        Ok(found)
    }
}
