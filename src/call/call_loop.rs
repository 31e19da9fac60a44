//! The loop of one call.

use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::Response;
use tracing::Instrument;

use super::attempt::{self, Sent};
use super::bounds::Bounds;
use super::in_flight::Guard;
use super::look::Looks;
use super::options::CallOptions;
use super::reader::{Concluded, Reader};
use super::request::Request;
use super::response::SettledBy;
use super::settle::{First, Settling};
use super::shared::Shared;
use super::tokens::Tokens;
use super::{events, span};
use crate::api::types::JobStatus;
use crate::api::{OperationId, RetryClass};
use crate::error::{Attempt, Error, Outcome};
use crate::retry::decision::{Decision, Observation, decide, may_be_done};
use crate::retry::retry_after;
use crate::retry::wait::{self, Turn};

/// Sends a request as often as it takes, within the bounds, and has the body
/// of its success read.
///
/// Dropping the future stops it: what was sent may have been carried out;
/// nothing is left behind on this side.
///
/// # Errors
///
/// What came of the call, with the record of its attempts.
pub(crate) async fn run(
    shared: &Shared,
    options: &CallOptions,
    request: Request,
    reader: &mut dyn Reader,
) -> Result<Concluded, Error> {
    let call = CallLoop::new(shared, options, request, reader);
    let span = span::call(shared, call.request.operation, call.job());
    async {
        let result = call.run().await;
        span::record_end(&tracing::Span::current(), &result);
        result
    }
    .instrument(span)
    .await
}

/// The state of one call.
pub(super) struct CallLoop<'a> {
    pub(super) shared: &'a Shared,
    pub(super) options: &'a CallOptions,
    pub(super) request: Request,
    pub(super) reader: &'a mut dyn Reader,
    pub(super) class: RetryClass,
    /// The status that the call ends its job in.
    pub(super) settles_to: Option<JobStatus>,
    pub(super) bounds: Bounds<'a>,
    pub(super) start: Instant,
    pub(super) attempts: Vec<Attempt>,
    /// How often the request was sent.
    pub(super) sent: u32,
    /// When an end was called for, by this side's date.
    pub(super) called: Option<SystemTime>,
    /// When its job was last known to be in the run that it is meant for; from
    /// the start of the call.
    pub(super) seen_at: Duration,
    /// The job was read just now, however long that took.
    pub(super) looked: bool,
    /// How often it was waited.
    waits: u32,
    /// An attempt may have been carried out although it did not say so.
    pub(super) doubt: bool,
    /// Another token was asked for since the last wait.
    renewed: bool,
    pub(super) retry_after: Option<Duration>,
    /// A retry was not made because the budget is spent.
    pub(super) withheld: bool,
    pub(super) tokens: Tokens,
    /// What the reads of the job have shown.
    pub(super) looks: Looks,
    guard: Option<Guard<'a>>,
}

impl<'a> CallLoop<'a> {
    fn new(
        shared: &'a Shared,
        options: &'a CallOptions,
        request: Request,
        reader: &'a mut dyn Reader,
    ) -> Self {
        let operation = request.operation;
        // Whatever sets the status of an end is an end.
        let set = request.status.as_ref().map(JobStatus::canonical).filter(JobStatus::is_end);
        let settles_to = operation.settles_to.clone().or(set).filter(|_| request.job.is_some());
        let class = if settles_to.is_some() { RetryClass::Settle } else { operation.retry };
        let guard = request.job.as_deref().and_then(|job| match operation.reopens {
            _ if settles_to.is_some() => Some(shared.in_flight.end(job)),
            true => Some(shared.in_flight.reopening(job)),
            false => None,
        });
        let called = settles_to.is_some().then(|| shared.timer.date());
        shared.budget.pay();
        Self {
            shared,
            options,
            class,
            bounds: Bounds::of(shared, options, settles_to.is_some()),
            settles_to,
            request,
            reader,
            start: shared.timer.now(),
            attempts: Vec::with_capacity(1),
            sent: 0,
            called,
            seen_at: Duration::ZERO,
            looked: false,
            waits: 0,
            doubt: false,
            renewed: false,
            retry_after: None,
            withheld: false,
            tokens: Tokens::default(),
            looks: Looks::new(options.run.as_deref().cloned()),
            guard,
        }
    }

    async fn run(mut self) -> Result<Concluded, Error> {
        if let Some(reason) = self.options.refused() {
            return Err(self.not_made(reason.to_owned()));
        }
        let mut last: Option<Outcome> = None;
        loop {
            let outcome = match self.attempt(None, self.left()).await {
                Ok(Sent::Outcome(outcome)) => outcome,
                Ok(Sent::Overtaken) => return Err(self.overtaken(last)),
                Ok(Sent::TooLate) => return Err(self.failed(last)),
                Ok(Sent::Stale) => {
                    match last.take() {
                        Some(outcome) => match self.settle(outcome, First::Waited).await? {
                            Settling::Done(concluded) => return Ok(*concluded),
                            Settling::Open(outcome) => last = Some(outcome),
                        },
                        None => {
                            if let Some(concluded) = self.look_first().await? {
                                return Ok(*concluded);
                            }
                        }
                    }
                    continue;
                }
                Err(reason) => return Err(self.not_made(reason)),
            };
            // A look is for one attempt, whatever came of that, and says
            // nothing of what is after it.
            (self.looked, self.looks.last) = (false, None);
            if !self.renewed && attempt::status(&outcome) == Some(401) {
                self.renewed = self.tokens.renew(&self.shared.credentials);
                if self.renewed {
                    last = Some(outcome);
                    continue;
                }
            }
            if self.class == RetryClass::Settle && self.sent > 0 {
                // Not before: it may have been held back.
                self.shared.budget.reserve_anyway().spend();
            }
            self.sent += 1;
            let seen = self.observe(&outcome);
            match decide(self.class, seen, self.doubt) {
                Decision::Done => return self.succeeded(outcome),
                Decision::Stop => return self.stop(outcome),
                decision if self.class == RetryClass::Settle => {
                    let first = match decision {
                        Decision::Again => First::AfterTheWait,
                        _ => First::AtOnce,
                    };
                    self.doubt |= first == First::AtOnce;
                    match self.settle(outcome, first).await? {
                        Settling::Done(concluded) => return Ok(*concluded),
                        Settling::Open(outcome) => last = Some(outcome),
                    }
                }
                Decision::Again | Decision::Ambiguous => {
                    self.doubt |= may_be_done(seen);
                    let asked = self.asked(&outcome);
                    if self.wait_to_send(asked).await.is_none() {
                        return Err(self.failed(Some(outcome)));
                    }
                    last = Some(outcome);
                }
            }
        }
    }

    /// The job's id, as the caller has it.
    pub(super) fn job(&self) -> Option<&str> {
        self.request.job.as_deref()
    }

    /// What is left of the deadline.
    pub(super) fn left(&self) -> Duration {
        self.bounds.retries.deadline.saturating_sub(self.elapsed())
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.shared.timer.now().saturating_duration_since(self.start)
    }

    /// What an outcome of the call's own operation is. The body of a success
    /// is read here, once.
    fn observe(&mut self, outcome: &Outcome) -> Observation {
        let response = match outcome {
            Ok(response) => response,
            Err(error) => {
                return Observation::Broken(error.kind(), attempt::status(outcome));
            }
        };
        if response.status().is_success() {
            self.reader.read(response.body());
            let job = self.job().filter(|_| self.class == RetryClass::Settle);
            if job.is_some_and(|job| !self.reader.is_about(job)) {
                return Observation::Unreadable;
            }
        }
        Observation::Response {
            status: response.status().as_u16(),
            retry_after: retry_after::is_given(response.headers()),
        }
    }

    /// Waits before a request that is no end is sent again, if the bounds and
    /// the budget allow it.
    async fn wait_to_send(&mut self, asked: Option<Duration>) -> Option<Duration> {
        let delay = self.delay(asked)?;
        if self.is_overtaken() {
            return None;
        }
        let shared = self.shared;
        let Some(reserved) = shared.budget.reserve() else {
            self.withheld = true;
            return None;
        };
        self.sleep(delay).await?;
        reserved.spend();
        Some(delay)
    }

    /// How long to wait before the next turn, if the bounds allow one.
    pub(super) fn delay(&mut self, asked: Option<Duration>) -> Option<Duration> {
        self.retry_after = asked;
        let turn = Turn {
            sent: self.sent,
            waits: self.waits,
            reads: self.looks.reads,
            asked,
            left: self.left(),
            timeout: self.bounds.timeout,
        };
        wait::delay(self.bounds.retries, turn, self.shared.random())
    }

    /// Waits. None when it came back too late.
    pub(super) async fn sleep(&mut self, delay: Duration) -> Option<()> {
        if let Some(last) = self.attempts.last_mut() {
            last.delay = Some(delay);
        }
        events::waiting(self.request.operation, self.job(), self.attempts.last(), delay);
        self.waits += 1;
        self.shared.timer.sleep(delay).await;
        // A timer may come back at once, and again and again.
        yield_once().await;
        self.retry_after = None;
        self.renewed = false;
        wait::is_useful(self.left(), self.bounds.timeout).then_some(())
    }

    /// Whether an end of the job was begun that this call might undo.
    pub(super) fn is_overtaken(&self) -> bool {
        self.guard.as_ref().is_some_and(Guard::is_overtaken)
    }

    /// How long the server asks to wait.
    pub(super) fn asked(&self, outcome: &Outcome) -> Option<Duration> {
        let headers = match outcome {
            Ok(response) => response.headers(),
            Err(error) => error.head()?.1,
        };
        retry_after::retry_after(headers, || self.shared.timer.date())
    }

    /// Ends with the success of the request itself.
    fn succeeded(mut self, outcome: Outcome) -> Result<Concluded, Error> {
        match outcome {
            Ok(response) => Ok(self.conclude(response, SettledBy::Response)),
            Err(_) => Err(self.failed(Some(outcome))),
        }
    }

    /// Ends with a failure that trying again would not help.
    fn stop(mut self, outcome: Outcome) -> Result<Concluded, Error> {
        self.retry_after = self.asked(&outcome);
        let deletes = self.request.operation.id == OperationId::DeleteJob;
        if deletes && self.doubt && attempt::status(&outcome) == Some(404) {
            // An earlier attempt removed it, and its response was lost.
            let response = outcome.unwrap_or_else(|_| Response::new(Bytes::new()));
            let mut concluded = self.conclude(response, SettledBy::Response);
            concluded.absent = true;
            return Ok(concluded);
        }
        Err(self.failed(Some(outcome)))
    }

    /// Ends with a success.
    pub(super) fn conclude(
        &mut self,
        response: Response<Bytes>,
        settled_by: SettledBy,
    ) -> Concluded {
        let attempts = std::mem::take(&mut self.attempts);
        let (head, body) = response.into_parts();
        Concluded {
            operation: self.request.operation,
            job: self.request.job.take(),
            end: self.settles_to.take(),
            status: head.status,
            headers: head.headers,
            body,
            absent: false,
            settled_by,
            attempts,
            tokens: std::mem::take(&mut self.tokens),
        }
    }
}

/// Lets others run once.
async fn yield_once() {
    let mut yielded = false;
    std::future::poll_fn(|context| match std::mem::replace(&mut yielded, true) {
        true => std::task::Poll::Ready(()),
        false => {
            context.waker().wake_by_ref();
            std::task::Poll::Pending
        }
    })
    .await;
}
