//! One job: read, judged, run, and what came of it.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use super::counts::Counts;
use super::events;
use super::options::Options;
use super::queue::Candidate;
use super::report::Unfinished;
use super::shared::{Handler, Shared};
use super::state::{Done, Stage};
use crate::api::types::{Job, JobStatus};
use crate::error::Error;
use crate::runner::{CancelReason, Refusal, Returned, Run, RunEnd, RunError, RunReport};

/// A job that the worker has in hand. When it goes, by whatever way, the job is
/// given up.
struct InHand {
    shared: Arc<Shared>,
    candidate: Candidate,
    done: Option<Done>,
    /// How it went, for whoever hears of it once that is settled.
    result: Option<Result<RunReport, RunError>>,
}

impl Drop for InHand {
    fn drop(&mut self) {
        let done = self.done.take().unwrap_or_else(|| {
            self.count(|counts| counts.abandoned += 1);
            Done { changed: None, unfinished: Some(self.unfinished("it was cut off")) }
        });
        self.shared.state().done(&self.candidate, done);
        self.shared.made_room();
        self.shared.woken.notify_one();
    }
}

impl InHand {
    fn unfinished(&self, reason: impl ToString) -> Unfinished {
        Unfinished { job: self.candidate.job.clone(), reason: reason.to_string() }
    }

    fn count(&self, count: impl FnOnce(&mut Counts)) {
        count(&mut self.shared.state().counts);
    }

    /// It was not begun, and is to be found again.
    fn not_begun(&self, error: &RunError) -> Done {
        self.shared.state().not_begun(&self.candidate);
        events::not_begun(&self.candidate.job, error);
        self.shared.sweep.notify_one();
        Done { changed: None, unfinished: None }
    }

    /// It was not begun, and whoever hears of results hears why.
    fn not_begun_for(&mut self, error: Error) -> Done {
        let error = RunError::not_started(&self.candidate.job, error);
        let done = self.not_begun(&error);
        self.result = Some(Err(error));
        done
    }

    /// The worker stops. It is ready still.
    fn stopped(&self) -> Done {
        self.shared.state().not_begun(&self.candidate);
        Done { changed: None, unfinished: None }
    }

    fn skipped(&self, job: Option<&Job>) -> Done {
        self.count(|counts| counts.skipped += 1);
        Done { changed: job.map(|job| job.updated_at), unfinished: None }
    }

    async fn handle(&mut self, options: &Options) -> Done {
        let handle = self.shared.client.job(self.candidate.job.as_str());
        // A stop does not wait for what is only read.
        let read = unless(handle.get(), self.shared.reached(Stage::Draining)).await;
        let Some(read) = read else { return self.stopped() };
        let job = match read {
            Ok(job) if job.id == self.candidate.job => job,
            Ok(_) => {
                return self.not_begun_for(Error::odd("the response is about another job"));
            }
            Err(error) if error.is_not_found() && error.is_of_api() => return self.skipped(None),
            Err(error) => return self.not_begun_for(error),
        };
        // Stricter than a run on its own: of a status that nobody knows, an event
        // or a list proves nothing.
        if job.status.as_ref().map(JobStatus::canonical) != Some(JobStatus::Ready) {
            return self.skipped(Some(&job));
        }
        // Events and who feeds it may know of others.
        let wanted = match self.candidate.listed {
            true => Some(true),
            false => match options.jobs(&self.shared.client) {
                Ok(jobs) => jobs.has(&job),
                Err(error) => return self.not_begun_for(error),
            },
        };
        match wanted {
            Some(true) => {}
            Some(false) => return self.skipped(Some(&job)),
            None => {
                self.shared.sweep.notify_one();
                return self.skipped(None);
            }
        }
        let place = self.candidate.handler.or_else(|| self.shared.meant_for(&job));
        let Some(handler) = place.and_then(|at| self.shared.handler(at)) else {
            return self.skipped(Some(&job));
        };
        if self.shared.state().stage >= Stage::Draining {
            return self.stopped();
        }
        self.shared.state().bounds.wanted(&self.candidate.job);
        let shared = Arc::clone(&self.shared);
        let mut run = handle.run(counted(shared, handler)).job(&job);
        run = run.shutdown(self.shared.reached(Stage::Stopping));
        run = run.halt(self.shared.reached(Stage::Halted)).on_shutdown(options.on_shutdown.clone());
        if let Some(grace) = options.grace {
            run = run.grace(grace);
        }
        if let Some(every) = options.progress_every {
            run = run.progress_every(every);
        }
        if let Some(every) = options.look_every {
            run = run.look_every(every);
        }
        let result = run.await;
        let done = match &result {
            Ok(report) => self.ended(report),
            Err(error) => self.failed(error),
        };
        self.result = Some(result);
        done
    }

    fn ended(&self, report: &RunReport) -> Done {
        self.count(|counts| {
            match report.end {
                RunEnd::Completed => counts.completed += 1,
                RunEnd::Failed => counts.failed += 1,
                RunEnd::Canceled => counts.canceled += 1,
                RunEnd::Left(_) => counts.left += 1,
            }
            if matches!(report.handler, Returned::Panicked(_)) {
                counts.panicked += 1;
            }
        });
        let unfinished = match &report.end {
            RunEnd::Left(reason) => {
                if *reason == CancelReason::AnotherRun {
                    // Its event came while it was in hand.
                    self.shared.sweep.notify_one();
                }
                let ended = matches!(reason, CancelReason::Ended(_));
                (!ended).then(|| self.unfinished(reason))
            }
            _ => None,
        };
        Done { changed: Some(report.job.updated_at), unfinished }
    }

    fn failed(&self, error: &RunError) -> Done {
        if let Some(refusal) = error.refusal() {
            if *refusal == Refusal::ByServer {
                // It looked ready: somebody was quicker, or it is odd.
                events::refused(&self.candidate.job, error);
            }
            let Candidate { job, since, .. } = &self.candidate;
            self.shared.state().bounds.not_begun(job, *since);
            return self.skipped(None);
        }
        if error.is_not_started() && !error.is_in_doubt() {
            return self.not_begun(error);
        }
        events::run_failed(&self.candidate.job, error);
        self.count(|counts| match error.is_in_doubt() {
            true => counts.in_doubt += 1,
            false => counts.not_ended += 1,
        });
        Done { changed: None, unfinished: Some(self.unfinished(error)) }
    }
}

/// The handler, with the count of those that were called.
fn counted(
    shared: Arc<Shared>,
    handler: Handler,
) -> impl FnOnce(Run) -> super::shared::Handling + Send {
    move |run| {
        shared.state().begins(run.id());
        handler(run)
    }
}

/// What a step brings, unless something else comes first.
async fn unless<T>(step: impl Future<Output = T>, other: impl Future<Output = ()>) -> Option<T> {
    let (mut step, mut other) = (pin!(step), pin!(other));
    poll_fn(|context| match step.as_mut().poll(context) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => other.as_mut().poll(context).map(|()| None),
    })
    .await
}

/// Reads a job and runs it, if it is ready.
pub(super) async fn take(shared: Arc<Shared>, candidate: Candidate, options: Arc<Options>) {
    let mut in_hand = InHand { shared, candidate, done: None, result: None };
    let done = in_hand.handle(&options).await;
    in_hand.done = Some(done);
    if let Some(result) = in_hand.result.take() {
        options.hooks.result(result);
    }
}
