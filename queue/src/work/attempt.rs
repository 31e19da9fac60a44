//! One attempt at a job.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use flatfile_jobs::{
    CancelReason, Client, HandlerError, JobHandle, OnShutdown, Outcome, Refusal, Run, RunEnd,
    RunError, RunReport,
};
use futures_core::future::BoxFuture;
use riverqueue::{BoxError, Job, JobCancelError, WorkCancelled, WorkContext, WorkOutcome};
use tracing::{debug, info};

use super::plan::{Plan, plan};
use crate::entry::Entry;
use crate::history::{History, NOT_BEGUN};
use crate::liveness::{Lease, fenced};

/// What is called for each run.
pub(crate) type Handler =
    dyn Fn(Run, History) -> BoxFuture<'static, Result<Outcome, HandlerError>> + Send + Sync;

/// What all attempts of a worker share.
pub(crate) struct Shared {
    pub(crate) client: Client,
    pub(crate) handler: Box<Handler>,
    pub(crate) lease: Lease,
    pub(crate) most_deaths: u32,
    /// What a handler gets that is told to stop.
    pub(crate) last_grace: Duration,
    pub(crate) counts: Counts,
}

/// What became of the attempts.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) ended: AtomicU64,
    pub(crate) again: AtomicU64,
    pub(crate) done_before: AtomicU64,
    pub(crate) left: AtomicU64,
    pub(crate) given_back: AtomicU64,
    pub(crate) to_retry: AtomicU64,
}

/// One attempt at the job of a row: what becomes of the row.
///
/// # Errors
///
/// What River writes into the row: it is tried again after a while, given back,
/// or canceled, by the error's type.
pub(crate) async fn attempt(
    shared: Arc<Shared>,
    context: WorkContext,
    row: Job<Entry>,
) -> Result<WorkOutcome, BoxError> {
    let history = History::of(&row.row);
    let handle = shared.client.job(&row.args.job_id);
    let ending = Arc::new(AtomicBool::new(false));
    let done = work(&shared, &handle, history, context, Arc::clone(&ending));
    let outcome = fenced(&shared.lease, &ending, done).await;
    let counts = &shared.counts;
    let count = match &outcome {
        Ok(_) => return outcome,
        Err(error) if error.is::<JobCancelError>() => &counts.left,
        Err(error) if error.is::<WorkCancelled>() => &counts.given_back,
        Err(error) => {
            info!(job = handle.id(), %error, "the job is tried again later");
            &counts.to_retry
        }
    };
    count.fetch_add(1, Ordering::Relaxed);
    outcome
}

async fn work(
    shared: &Shared,
    handle: &JobHandle,
    history: History,
    context: WorkContext,
    ending: Arc<AtomicBool>,
) -> Result<WorkOutcome, BoxError> {
    let seen = match handle.get().await {
        Ok(job) => job,
        Err(error) if error.is_not_found() => return Err(left("the job is not there")),
        Err(error) if error.is_invalid_input() => return Err(left("the id is no job's")),
        Err(error) => return Err(not_begun(&error)),
    };
    let plan = plan(seen.status.as_ref(), &history, shared.most_deaths);
    let (take_over, give_up) = match plan {
        Plan::Done => {
            shared.counts.done_before.fetch_add(1, Ordering::Relaxed);
            return Ok(WorkOutcome::Complete);
        }
        Plan::Leave(why) => return Err(left(why)),
        Plan::Run { take_over } => (take_over, false),
        Plan::GiveUp => (true, true),
    };
    if history.is_again() {
        shared.counts.again.fetch_add(1, Ordering::Relaxed);
        debug!(job = handle.id(), attempt = history.attempt, "the job is run again");
    }
    let deaths = history.deaths();
    let run = handle.run(async |run: Run| {
        let _ending = Ending(ending);
        match give_up {
            true => Err(HandlerError::new(format!(
                "The job was begun {deaths} times, and each time the program that worked on it \
                 died. It was not begun again."
            ))),
            false => (shared.handler)(run, history).await,
        }
    });
    let run = run
        .job(&seen)
        .take_over(take_over)
        .shutdown(context.cancellation_token().cancelled())
        // The row is available again at once, and another worker takes over.
        .on_shutdown(OnShutdown::Leave)
        .grace(shared.last_grace);
    concluded(&shared.counts, run.await)
}

/// Says that the handler is over when it goes, also by a panic: what follows is
/// sent to Flatfile, and cannot be taken back.
struct Ending(Arc<AtomicBool>);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// What a run means for its row.
fn concluded(counts: &Counts, run: Result<RunReport, RunError>) -> Result<WorkOutcome, BoxError> {
    let error = match run {
        Ok(report) if report.end == RunEnd::Left(CancelReason::Shutdown) => {
            return Err(WorkCancelled.into());
        }
        // The job is in another run, which may be ready: it is read anew.
        Ok(report) if report.end == RunEnd::Left(CancelReason::AnotherRun) => {
            return Err(not_begun(&"the job was run again meanwhile"));
        }
        Ok(_) => {
            counts.ended.fetch_add(1, Ordering::Relaxed);
            return Ok(WorkOutcome::Complete);
        }
        Err(error) => error,
    };
    match error.refusal() {
        Some(Refusal::Ended(_)) => {
            counts.done_before.fetch_add(1, Ordering::Relaxed);
            Ok(WorkOutcome::Complete)
        }
        Some(Refusal::Taken) => Err(left("somebody else has the job")),
        Some(Refusal::TooEarly(_)) => Err(left("the job is not ready")),
        _ if error.is_not_started() && !error.is_in_doubt() => Err(not_begun(&error)),
        _ => Err(error.into()),
    }
}

/// Said so that the next attempt takes nobody's job over.
fn not_begun(why: &dyn std::fmt::Display) -> BoxError {
    format!("{NOT_BEGUN}{why}").into()
}

fn left(why: &str) -> BoxError {
    JobCancelError::new(why).into()
}
