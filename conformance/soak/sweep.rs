//! Takes the jobs away that are done with, and judges each before it goes.

use std::time::{Duration, Instant};

use chrono::{TimeDelta, Utc};
use flatfile_jobs::api::OPERATIONS;
use flatfile_jobs::api::types::Job;
use flatfile_jobs::{Client, Retries};

use super::belief::Belief;
use super::verdicts;
use crate::table::Column;
use crate::world::{Failure, World};

/// Jobs that nobody has touched for this long are left over: their client did
/// not learn that they were made.
const LEFT_OVER: TimeDelta = TimeDelta::seconds(20);

/// How often left-over jobs are looked for; reading all of them holds the
/// traffic up.
const LOOK: Duration = Duration::from_secs(5);

/// How much is told of what is wrong: the rest is more of the same.
const MOST_TOLD: usize = 20;

/// How often a call of its own is tried.
const TRIES: usize = 5;

pub struct Sweeper<'a> {
    world: &'a World,
    /// In process: what it does goes past the sockets, not past the faults.
    client: Client,
    left: Vec<Belief>,
    looked: Instant,
    judged: usize,
    parts: usize,
    calls: [(usize, usize); OPERATIONS.len()],
    wrong: Vec<String>,
}

impl<'a> Sweeper<'a> {
    pub fn new(world: &'a World) -> Result<Self, Failure> {
        let sandbox = &world.sandbox;
        let client = Client::builder().token(sandbox.token()).transport(sandbox.transport());
        // It goes on with another job, and does not wait until this one goes.
        let client = client.retries(Retries::none());
        Ok(Self {
            world,
            client: client.timeout(Duration::from_millis(200)).build()?,
            left: Vec::new(),
            looked: Instant::now(),
            judged: 0,
            parts: 0,
            calls: [(0, 0); OPERATIONS.len()],
            wrong: Vec::new(),
        })
    }

    /// A client is done with a job.
    pub fn leave(&mut self, belief: Belief) {
        self.left.push(belief);
    }

    pub fn sweep(&mut self) -> Result<(), Failure> {
        for belief in std::mem::take(&mut self.left) {
            self.wrong.extend(belief.wrong(&self.world.sandbox));
            self.take(&belief.job);
        }
        if self.looked.elapsed() > LOOK {
            self.looked = Instant::now();
            let old = Utc::now() - LEFT_OVER;
            for job in self.all()? {
                if job.updated_at < old && job.parent_id.is_none() {
                    self.take(job.id.as_str());
                }
            }
        }
        for (id, history) in self.world.sandbox.forget_deleted() {
            self.judged += 1;
            self.wrong.extend(verdicts::history(&id, &history));
        }
        self.count();
        Ok(())
    }

    /// Judges all that is left; says how many jobs there were in all.
    pub fn finish(mut self, column: &mut Column) -> Result<usize, Failure> {
        self.sweep()?;
        for job in self.all()? {
            let id = job.id.as_str();
            self.judged += 1;
            self.wrong.extend(verdicts::job(&self.world.sandbox, &job));
            self.wrong.extend(verdicts::history(id, &self.world.sandbox.history(id)));
        }
        self.wrong.iter().take(MOST_TOLD).for_each(|wrong| column.fail(wrong));
        if self.wrong.len() > MOST_TOLD {
            column.fail(format!("and {} more", self.wrong.len() - MOST_TOLD));
        }
        if self.parts == 0 {
            column.fail("no part of a job was judged");
        }
        for (operation, (done, refused)) in OPERATIONS.iter().zip(self.calls) {
            let cell = column.cell(operation.id);
            (cell.done, cell.refused) = (done, refused);
        }
        Ok(self.judged)
    }

    /// Judges a job and its parts as they are, and deletes them.
    fn take(&mut self, id: &str) {
        let sandbox = &self.world.sandbox;
        let Some(job) = sandbox.job(id) else { return };
        self.wrong.extend(verdicts::job(sandbox, &job));
        // A fault may hide its parts, or keep it from going; it comes around
        // again when it is old.
        let list = self.client.jobs().parent(id).page_size(100);
        let parts = (0..TRIES).find_map(|_| self.world.wait(list.page()).ok());
        for part in parts.into_iter().flat_map(|page| page.jobs) {
            self.parts += 1;
            // As it is now: the list is of a moment ago.
            let part = sandbox.job(part.id.as_str());
            self.wrong.extend(part.into_iter().flat_map(|part| verdicts::job(sandbox, &part)));
        }
        let gone = |_| match self.world.wait(self.client.job(id).delete()) {
            Ok(()) => true,
            Err(error) => error.is_not_found(),
        };
        (0..TRIES).any(gone);
    }

    /// All jobs that are there.
    fn all(&self) -> Result<Vec<Job>, Failure> {
        let export = self.world.sandbox.export();
        let entries = export["jobs"].as_array().ok_or("the export has no jobs")?;
        let jobs = entries.iter().map(|entry| &entry["job"]).filter(|job| !job.is_null());
        jobs.map(|job| Ok(serde_json::from_value(job.clone())?)).collect()
    }

    /// Counts the calls so far; an error of the server has to be a fault's.
    fn count(&mut self) {
        let calls = self.world.sandbox.calls();
        self.world.sandbox.forget_calls();
        for call in calls {
            let (Some(operation), Some(status)) = (call.operation, call.status) else { continue };
            let (done, refused) = &mut self.calls[operation as usize];
            match (status, &call.fault) {
                (200..300, _) => *done += 1,
                (400..500, _) => *refused += 1,
                (_, Some(_)) => {}
                (status, None) => self.wrong.push(format!("{} was answered {status}", call.path)),
            }
        }
    }
}
