//! What a handler has of its job.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::canceled::{CancelReason, Signal};
use super::handler::HandlerError;
use super::reports::Report;
use super::shared::Shared;
use crate::api;
use crate::api::types::{Job, JobSubject};
use crate::client::Client;
use crate::error::Error;

/// A run of a job, in the hands of its handler. It has no ends: what the handler
/// returns is the end. Clones may go to threads and tasks.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
/// # let client = sandbox.client()?;
/// # use flatfile_jobs::api::types::{JobConfig, JobType, Trigger};
/// # let config = JobConfig::new("exportOrders", "us_wb_1", JobType::Workbook);
/// # let config = config.with_input(serde_json::json!({ "currency": "EUR" }));
/// # let id = sandbox.add(config.with_trigger(Trigger::Immediate));
/// use flatfile_jobs::{HandlerResult, Run};
///
/// #[derive(serde::Deserialize)]
/// struct Input { currency: String }
///
/// async fn export(run: Run) -> HandlerResult<String> {
///     let input: Input = run.input()?;
///     for row in 0..1000 {
///         run.check()?; // stops when the job was canceled
///         run.progress_of(row, 1000);
///     }
///     Ok(format!("1000 orders exported in {}", input.currency))
/// }
///
/// client.job(&id).run(export).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Run {
    pub(super) job: Arc<Job>,
    pub(super) client: Client,
    pub(super) signal: Signal,
    pub(super) shared: Arc<Shared>,
}

impl Run {
    /// The job, as its acknowledgement showed it.
    #[must_use]
    pub fn job(&self) -> &Job {
        &self.job
    }

    /// The job's id.
    #[must_use]
    pub fn id(&self) -> &str {
        self.job.id.as_str()
    }

    /// The client that runs it, for other calls.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// What was asked of the person who started the job, in a type of yours. A
    /// job without an input is read as one with an empty object.
    ///
    /// # Errors
    ///
    /// [`is_contract_mismatch`](Error::is_contract_mismatch), naming the member
    /// that does not fit, without its value.
    pub fn input<T: DeserializeOwned>(&self) -> Result<T, Error> {
        read("job's input", self.job.input.as_ref())
    }

    /// What the job is about, beyond its source: some rows of a sheet, say.
    #[must_use]
    pub fn subject(&self) -> Option<&JobSubject> {
        self.job.subject.as_ref()
    }

    /// Whether the job is a part of another one.
    #[must_use]
    pub fn is_part(&self) -> bool {
        self.job.parent_id.is_some()
    }

    /// The data of this part, in a type of yours, as the parent was
    /// [split](crate::JobHandle::split). After a split by count it has a number
    /// from 0 in its member `part`.
    ///
    /// # Errors
    ///
    /// As [`input`](Self::input).
    pub fn part_data<T: DeserializeOwned>(&self) -> Result<T, Error> {
        read("part's data", self.job.part_data.as_ref())
    }

    /// Says how far the job is, in percent, and what is done of it; `()` for
    /// nothing.
    ///
    /// It only takes note, and costs next to nothing: call it as often as you
    /// like. The first report is sent at once, and then the newest, each
    /// [two seconds](crate::RunJob::progress_every) at the most; the last one
    /// before the end. A number beyond 0 to 100 is the bound that it is beyond,
    /// one that is lower than before is the one before, and a report that does
    /// not get through fails nothing. That is for handlers alone:
    /// [`JobHandle::progress`](crate::JobHandle::progress) and
    /// [`RunningJob::progress`](crate::RunningJob::progress) refuse a number beyond 0
    /// to 100, send each at once, a lower one too, and fail when it does.
    ///
    /// A handler that computes without an await keeps reports, looks and other
    /// jobs waiting: give such work to a thread (`tokio::task::spawn_blocking`)
    /// with a clone of the run.
    pub fn progress(&self, percent: impl TryInto<i64>, info: impl Into<Info>) {
        let percent = percent.try_into().unwrap_or(i64::MAX);
        let info = info.into().0;
        self.shared.report(Report { percent: Some(percent), info, done_at: None });
    }

    /// Says what is done, and nothing of how far the job is.
    pub fn info(&self, info: impl Into<Info>) {
        let info = info.into().0;
        self.shared.report(Report { info, ..Report::default() });
    }

    /// Says that so many of all are done, by [`progress`](Self::progress), and
    /// when all will be if it goes on like this: that is what the interface
    /// counts down to. Of a total that is not known yet (0, or a negative number)
    /// nothing is said: that it is over is what the handler returns. More than all
    /// counts as all, and a negative number of those that are done as none.
    pub fn progress_of(&self, done: impl TryInto<u64>, total: impl TryInto<u64>) {
        // What does not fit is negative, but for numbers that no rows have.
        let (done, total) = (done.try_into().unwrap_or(0), total.try_into().unwrap_or(0));
        let Some(percent) = share(done, total) else { return };
        let elapsed = self.shared.timer.now().saturating_duration_since(self.shared.start);
        let done_at = left(elapsed, done, total).and_then(|left| {
            let date = self.shared.timer.date().checked_add(left)?;
            Some(DateTime::<Utc>::from(date))
        });
        self.shared.report(Report { percent: Some(percent), info: None, done_at });
    }

    /// Waits until the run should stop, and says why; see [`Signal`].
    pub async fn canceled(&self) -> CancelReason {
        self.signal.canceled().await
    }

    /// Whether the run should stop.
    #[must_use]
    pub fn is_canceled(&self) -> bool {
        self.signal.is_canceled()
    }

    /// What tells that the run should stop, for those who work for it.
    #[must_use]
    pub fn signal(&self) -> Signal {
        self.signal.clone()
    }

    /// Goes on, or stops the handler by `?` where it should stop.
    ///
    /// # Errors
    ///
    /// When the run is canceled.
    pub fn check(&self) -> Result<(), HandlerError> {
        match self.signal.reason() {
            Some(reason) => Err(HandlerError::canceled(reason)),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Run")
            .field("job", &self.id())
            .field("canceled", &self.signal.reason())
            .finish_non_exhaustive()
    }
}

/// What is done of a job, in a line: a text, or `()` for none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info(Option<String>);

impl From<()> for Info {
    fn from((): ()) -> Self {
        Self(None)
    }
}

impl From<&str> for Info {
    fn from(text: &str) -> Self {
        Self(Some(text.to_owned()))
    }
}

impl From<String> for Info {
    fn from(text: String) -> Self {
        Self(Some(text))
    }
}

impl From<&String> for Info {
    fn from(text: &String) -> Self {
        Self(Some(text.clone()))
    }
}

fn read<T: DeserializeOwned>(what: &str, value: Option<&Value>) -> Result<T, Error> {
    let text = match value {
        Some(value) => serde_json::to_vec(value).unwrap_or_default(),
        None => b"{}".to_vec(),
    };
    api::read(&text).map_err(|mismatch| Error::odd(format!("the {what}: {mismatch}")))
}

/// How much of all is done, in whole percent; none where nobody knows how many
/// there are.
fn share(done: u64, total: u64) -> Option<i64> {
    let percent = (u128::from(done.min(total)) * 100).checked_div(u128::from(total))?;
    i64::try_from(percent).ok()
}

/// How long the rest takes, if it goes on like this. Nothing is said of more
/// than a year.
fn left(elapsed: Duration, done: u64, total: u64) -> Option<Duration> {
    const A_YEAR: u128 = 365 * 24 * 60 * 60 * 1_000;
    let rest = u128::from(total.checked_sub(done)?);
    let millis = elapsed.as_millis().checked_mul(rest)?.checked_div(u128::from(done))?;
    let millis = u64::try_from(millis).ok().filter(|millis| u128::from(*millis) <= A_YEAR)?;
    Some(Duration::from_millis(millis))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_much_and_how_long() {
        for (done, total, percent) in [
            (0, 10, Some(0)),
            (1, 3, Some(33)),
            (10, 10, Some(100)),
            (11, 10, Some(100)),
            (0, 0, None),
            (5, 0, None),
            (u64::MAX, u64::MAX, Some(100)),
        ] {
            assert_eq!(share(done, total), percent, "{done} of {total}");
        }
        let minute = Duration::from_secs(60);
        assert_eq!(left(minute, 1, 4), Some(3 * minute));
        assert_eq!(left(minute, 4, 4), Some(Duration::ZERO));
        assert_eq!(left(minute, 0, 4), None, "nothing is done yet");
        assert_eq!(left(minute, 5, 4), None);
        assert_eq!(left(minute, 1, u64::MAX), None, "more than a year");
    }
}
