//! A job in parts: split, waited for, and ended by a rule.

use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use super::handler::{HandlerError, HandlerResult};
use super::run::Run;
use crate::api::types::{Job, JobParts, JobSplitDetails, JobStatus};
use crate::client::Client;
use crate::error::Error;
use crate::job::{JobHandle, Settled};
use crate::outcome::Outcome;
use crate::watch::Pace;

/// How many of the others the message of a failure names: people read no more,
/// and a job may have ten thousand parts.
const NAMED: usize = 10;

/// What has to be complete for the whole to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PartsRule {
    /// Every part.
    #[default]
    All,
    /// One part at the least.
    Any,
    /// So many parts at the least.
    AtLeast(usize),
}

impl PartsRule {
    fn is_met(self, complete: usize, total: usize) -> bool {
        match self {
            Self::All => complete == total,
            Self::Any => complete > 0,
            Self::AtLeast(least) => complete >= least,
        }
    }

    fn in_words(self) -> String {
        match self {
            Self::All => "all have to be".into(),
            Self::Any => "at least one has to be".into(),
            Self::AtLeast(least) => format!("at least {least} have to be"),
        }
    }
}

/// The parts of a job, all of which have ended.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct EndedParts {
    /// Those that are complete.
    pub complete: Vec<Job>,
    /// Those that failed.
    pub failed: Vec<Job>,
    /// Those that were canceled.
    pub canceled: Vec<Job>,
}

impl EndedParts {
    /// How many there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.complete.len() + self.failed.len() + self.canceled.len()
    }

    /// What the whole comes to, for its handler to return: an outcome that says
    /// how many parts are complete, or an error that says the rule and names the
    /// others, up to ten.
    ///
    /// # Errors
    ///
    /// Where the rule is not met.
    pub fn judge(&self, rule: PartsRule) -> HandlerResult {
        let (complete, total) = (self.complete.len(), self.total());
        match rule.is_met(complete, total) {
            true if complete == total => {
                Ok(Outcome::new().message(format!("All {total} parts are complete")))
            }
            true => Ok(Outcome::new().message(format!("{complete} of {total} parts are complete"))),
            false => Err(HandlerError::new(format!(
                "{complete} of {total} parts are complete, but {}{}",
                rule.in_words(),
                self.others()
            ))),
        }
    }

    /// Which are not complete, for a message: some of them, and how many more.
    fn others(&self) -> String {
        let others = self.failed.iter().chain(&self.canceled);
        let named: Vec<&str> = others.take(NAMED).map(|part| part.id.as_str()).collect();
        let more = (self.failed.len() + self.canceled.len()) - named.len();
        match (named.is_empty(), more) {
            (true, _) => String::new(),
            (false, 0) => format!("; not complete: {}", named.join(", ")),
            (false, more) => format!("; not complete: {}, and {more} more", named.join(", ")),
        }
    }
}

/// The parts of a job that runs; made by [`Run::split`].
#[must_use = "the parts have to be waited for"]
pub struct Parts {
    run: Run,
    expected: usize,
    pace: Pace,
}

impl Run {
    /// Splits the job into parts: a number of them, or the data of each; see
    /// [`JobHandle::split`]. Each is a job of its own, with its own event, and
    /// its handler sees its [data](Self::part_data).
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # use flatfile_jobs::api::types::{JobConfig, JobType, Trigger};
    /// # let config = JobConfig::new("exportOrders", "us_wb_1", JobType::Workbook);
    /// # let id = sandbox.add(config.with_trigger(Trigger::Immediate));
    /// # let worker = async {
    /// #     loop {
    /// #         tokio::task::yield_now().await;
    /// #         let parts = client.jobs().parent(id.as_str()).page().await?.jobs;
    /// #         let Some(part) = parts.first() else { continue };
    /// #         drop(client.job(part.id.as_str()).run(async |_| Ok(())).await?);
    /// #         return Ok::<_, Box<dyn std::error::Error>>(());
    /// #     }
    /// # };
    /// use flatfile_jobs::{HandlerResult, PartsRule, Run};
    ///
    /// async fn whole(run: Run) -> HandlerResult {
    ///     let parts = run.split(1).await?;
    ///     parts.wait().await?.judge(PartsRule::All)
    /// }
    /// # let job = client.job(&id);
    /// # let whole = async { Ok(job.run(whole).await?) };
    /// # let (report, ()) = tokio::try_join!(whole, worker)?;
    /// # assert_eq!(report.end, flatfile_jobs::RunEnd::Completed);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`JobHandle::split`].
    pub async fn split(&self, details: impl Into<JobSplitDetails>) -> Result<Parts, Error> {
        let details = details.into();
        let expected = match &details.parts {
            JobParts::Count(count) => usize::try_from(count.0).unwrap_or_default(),
            JobParts::Array(parts) => parts.0.len(),
        };
        self.client().job(self.id()).split(details).await?;
        Ok(Parts { run: self.clone(), expected, pace: Pace::default() })
    }
}

impl Parts {
    /// How often they are read: at the least so long after another while
    /// something changes, and at the most while nothing does; a second and 30
    /// seconds by default. The bounds are those of [`JobWatch::every`].
    ///
    /// [`JobWatch::every`]: crate::JobWatch::every
    pub fn every(mut self, least: Duration, most: Duration) -> Self {
        self.pace = Pace::between(least, most);
        self
    }

    /// Waits until all have ended. The progress of the whole is their mean
    /// meanwhile, and its info says how many have ended.
    ///
    /// # Errors
    ///
    /// That the run is canceled, or that the parts cannot be read, ten times in
    /// a row.
    pub async fn wait(self) -> HandlerResult<EndedParts> {
        let Self { run, expected, mut pace } = self;
        let mut before = None;
        loop {
            run.check()?;
            let wait = match read(run.client(), run.id()).await {
                Ok(parts) => {
                    let ended = parts.iter().filter(|part| part.is_ended()).count();
                    let percent = mean(&parts, expected);
                    run.progress(
                        percent,
                        format!("{ended} of {} parts ended", expected.max(parts.len())),
                    );
                    if ended == parts.len() && ended >= expected {
                        return Ok(sorted(parts));
                    }
                    match before.replace((percent, ended)) == Some((percent, ended)) {
                        true => pace.unchanged(),
                        false => pace.changed(),
                    }
                }
                Err(error) => match pace.failed(&error) {
                    Some(wait) => wait,
                    None => return Err(error.into()),
                },
            };
            rest(&run, wait).await;
        }
    }
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parts")
            .field("run", &self.run)
            .field("expected", &self.expected)
            .finish_non_exhaustive()
    }
}

impl JobHandle {
    /// Ends a job by what became of its parts: for a `job:parts-completed` event,
    /// where no handler waits for them.
    ///
    /// None where there is nothing to end: a part is open, there are no parts, or
    /// the job has ended.
    ///
    /// # Errors
    ///
    /// Those of reading, and of [`complete`](Self::complete).
    pub async fn end_by_parts(&self, rule: PartsRule) -> Result<Option<Settled>, Error> {
        let parts = read(self.client(), self.id()).await?;
        if parts.is_empty() || parts.iter().any(|part| !part.is_ended()) {
            return Ok(None);
        }
        let job = self.get().await?;
        if job.is_ended() {
            return Ok(None);
        }
        let meant = self.clone().with_run(&job);
        let settled = match sorted(parts).judge(rule) {
            Ok(outcome) => meant.complete(outcome).await?,
            Err(error) => meant.fail(error.outcome()).await?,
        };
        Ok(Some(settled))
    }
}

async fn read(client: &Client, parent: &str) -> Result<Vec<Job>, Error> {
    let mut stream = client.jobs().parent(parent).stream();
    let mut parts = Vec::new();
    while let Some(part) = stream.next().await {
        parts.push(part?);
    }
    Ok(parts)
}

fn sorted(parts: Vec<Job>) -> EndedParts {
    let mut ended = EndedParts::default();
    for part in parts {
        match part.status.as_ref().map(JobStatus::canonical) {
            Some(JobStatus::Complete) => ended.complete.push(part),
            Some(JobStatus::Failed) => ended.failed.push(part),
            _ => ended.canceled.push(part),
        }
    }
    ended
}

/// The mean of what is done, in whole percent; a part that has ended is done.
fn mean(parts: &[Job], expected: usize) -> i64 {
    let done = |part: &Job| match part.is_ended() {
        true => 100.0,
        false => part.progress_percent().unwrap_or_default().clamp(0.0, 100.0),
    };
    let all = parts.len().max(expected).max(1);
    // Within 0 to 100, whatever the parts say.
    (parts.iter().map(done).sum::<f64>() / all as f64) as i64
}

/// Waits, but not for longer than the run goes on.
async fn rest(run: &Run, wait: Duration) {
    let mut sleep = run.shared.timer.sleep(wait);
    let mut canceled = pin!(run.canceled());
    poll_fn(|context| match canceled.as_mut().poll(context) {
        Poll::Ready(_) => Poll::Ready(()),
        Poll::Pending => sleep.as_mut().poll(context),
    })
    .await;
    tokio::task::yield_now().await;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(ids: std::ops::Range<usize>) -> Vec<Job> {
        ids.map(|id| {
            let text = serde_json::json!({
                "id": format!("us_jb_{id}"), "type": "workbook", "operation": "map",
                "source": "us_wb_1", "createdAt": "2025-01-01T00:00:00Z",
                "updatedAt": "2025-01-01T00:00:00Z",
            });
            crate::api::read(text.to_string().as_bytes()).unwrap()
        })
        .collect()
    }

    fn judged(complete: usize, failed: usize, canceled: usize, rule: PartsRule) -> String {
        let ended = EndedParts {
            complete: parts(0..complete),
            failed: parts(100..100 + failed),
            canceled: parts(200..200 + canceled),
        };
        ended.judge(rule).unwrap_err().to_string()
    }

    #[test]
    fn a_rule_that_is_not_met_is_said() {
        use PartsRule::{All, Any, AtLeast};

        for (complete, failed, canceled, rule, expected) in [
            (
                3,
                1,
                0,
                All,
                "3 of 4 parts are complete, but all have to be; not complete: us_jb_100",
            ),
            (
                0,
                1,
                1,
                Any,
                "0 of 2 parts are complete, but at least one has to be; \
                 not complete: us_jb_100, us_jb_200",
            ),
            (4, 0, 0, AtLeast(5), "4 of 4 parts are complete, but at least 5 have to be"),
            (0, 0, 0, Any, "0 of 0 parts are complete, but at least one has to be"),
        ] {
            assert_eq!(judged(complete, failed, canceled, rule), expected);
        }
    }

    #[test]
    fn ten_are_named_and_the_others_counted() {
        let said = judged(0, 7, 3, PartsRule::All);
        assert!(said.ends_with("us_jb_106, us_jb_200, us_jb_201, us_jb_202"), "{said}");
        let said = judged(0, 7, 9_000, PartsRule::All);
        assert!(
            said.ends_with("us_jb_106, us_jb_200, us_jb_201, us_jb_202, and 8997 more"),
            "{said}"
        );
    }

    #[test]
    fn rules() {
        for (rule, complete, total, met) in [
            (PartsRule::All, 4, 4, true),
            (PartsRule::All, 3, 4, false),
            (PartsRule::Any, 1, 4, true),
            (PartsRule::Any, 0, 4, false),
            (PartsRule::AtLeast(3), 3, 4, true),
            (PartsRule::AtLeast(3), 2, 4, false),
        ] {
            assert_eq!(rule.is_met(complete, total), met, "{rule:?} {complete} of {total}");
        }
    }
}
