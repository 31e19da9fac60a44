//! What was seen of one job so far, and what is new.

use std::time::{Duration, Instant};

use chrono::Utc;
use flatfile_jobs::api::types::{Job, JobStatus};
use serde_json::{Value, json};

use super::eta::{Pace, own_word};
use crate::failure::{self, Failure, Kind};
use crate::job::{percent, status_text, styled_status};
use crate::output::{clean, duration, style};

#[derive(Debug)]
pub struct Sight {
    pub id: String,
    pace: Pace,
    job: Option<Job>,
    lost: Option<Failure>,
}

impl Sight {
    pub fn new(id: String) -> Self {
        Self { id, pace: Pace::default(), job: None, lost: None }
    }

    /// Takes a sight, and says whether it tells something new.
    pub fn see(&mut self, job: Job) -> bool {
        if let Some(percent) = job.progress_percent() {
            self.pace.see(Instant::now(), percent);
        }
        let told = |job: &Job| (job.status.clone(), percent(job), job.info.clone());
        let is_new = self.job.as_ref().map(told) != Some(told(&job));
        self.job = Some(job);
        is_new
    }

    /// It will not be seen any more.
    pub fn lose(&mut self, failure: Failure) {
        self.lost = Some(failure);
    }

    pub fn is_over(&self) -> bool {
        self.lost.is_some() || self.job.as_ref().is_some_and(Job::is_ended)
    }

    /// How it ended; not yet, if it has not.
    pub fn kind(&self) -> Kind {
        if let Some(failure) = &self.lost {
            return failure.kind;
        }
        match self.job.as_ref().and_then(|job| job.status.as_ref()).map(JobStatus::canonical) {
            Some(JobStatus::Complete) => Kind::Done,
            Some(JobStatus::Failed) => Kind::JobFailed,
            Some(JobStatus::Canceled) => Kind::JobCanceled,
            _ => Kind::NotEnded,
        }
    }

    pub fn failure(&self) -> Option<&Failure> {
        self.lost.as_ref()
    }

    /// How far it is, as a bar takes it.
    pub fn position(&self) -> u64 {
        let percent = self.job.as_ref().and_then(Job::progress_percent).unwrap_or_default();
        // Out of bounds it saturates, which is what a bar can show.
        percent.clamp(0.0, 100.0) as u64
    }

    fn left(&self) -> Option<Duration> {
        let job = self.job.as_ref().filter(|job| !job.is_ended())?;
        own_word(job, Utc::now()).or_else(|| self.pace.left(Instant::now()))
    }

    /// The words beside the bar, or after the id.
    pub fn words(&self) -> String {
        let Some(job) = &self.job else {
            return self.lost.as_ref().map_or_else(String::new, |lost| clean(&lost.what).into());
        };
        let left = self.left().map(|left| format!("about {} left", duration(left)));
        let words = [
            Some(styled_status(job.status.as_ref(), &status_text(job))),
            Some(percent(job)),
            left.map(style::faint),
            job.info.as_deref().map(|info| clean(info).into_owned()),
        ];
        let words = words.into_iter().flatten().filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join("  ")
    }

    /// The documented line of `--json`.
    pub fn to_json(&self) -> Value {
        let job = self.job.as_ref();
        json!({
            "id": self.id,
            "status": job.and_then(|job| job.status.as_ref()),
            "progress": job.and_then(|job| job.progress.as_ref()),
            "info": job.and_then(|job| job.info.as_ref()),
            "seconds_left": self.left().map(|left| left.as_secs()),
            "ended": self.is_over(),
            "error": self.lost.as_ref().map(failure::fields),
        })
    }
}
