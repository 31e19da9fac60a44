//! One call on its way: attempts, waits, and the settling of an end.
//!
//! Every call passes here, raw or not. What to do after an attempt is decided
//! in `retry`; this is the loop that does it.

mod attempt;
mod settle;
mod span;

use std::time::{Duration, Instant};

use reqwest::Request;
use tracing::Instrument;

use super::call::CallOptions;
use super::ends::Visit;
use super::shared::Shared;
use super::token::Token;
use crate::api::{Operation, RetryClass, types};
use crate::error::{Attempt, Ending, Exchange, Outcome};
use crate::retry::verdict::{Seen, Verdict, verdict};
use crate::retry::{Retries, backoff, retry_after};
use crate::transport::TransportErrorKind;

/// Sends a prepared request as often as it takes, within the bounds.
///
/// Dropping the future stops it: what was sent may have been carried out;
/// nothing is left behind on this side.
pub(super) async fn fly(
    shared: &Shared,
    options: &CallOptions,
    operation: &'static Operation,
    job: Option<String>,
    request: Request,
) -> Exchange {
    let span = span::call(shared, operation, job.as_deref());
    let flight = Flight::new(shared, options, operation, job);
    async {
        let exchange = flight.run(request).await;
        span::record_end(&tracing::Span::current(), &exchange);
        exchange
    }
    .instrument(span)
    .await
}

/// The state of one call.
struct Flight<'a> {
    shared: &'a Shared,
    operation: &'static Operation,
    job: Option<String>,
    retries: &'a Retries,
    timeout: Duration,
    start: Instant,
    attempts: Vec<Attempt>,
    /// How often the request was sent, or its end was looked for in vain.
    rounds: u32,
    /// An attempt may have been carried out although it did not say so.
    doubt: bool,
    /// The token was asked for again after a 401.
    renewed: bool,
    retry_after: Option<Duration>,
    token: Option<Token>,
    visit: Option<Visit<'a>>,
}

impl<'a> Flight<'a> {
    fn new(
        shared: &'a Shared,
        options: &'a CallOptions,
        operation: &'static Operation,
        job: Option<String>,
    ) -> Self {
        let settles = operation.retry == RetryClass::Settle;
        let own = if settles { &shared.end_retries } else { &shared.retries };
        let visit = job.as_deref().and_then(|job| match operation.reopens {
            _ if settles => Some(shared.ends.end(job)),
            true => Some(shared.ends.visit(job)),
            false => None,
        });
        shared.budget.pay();
        Self {
            shared,
            operation,
            job,
            retries: options.retries.as_ref().unwrap_or(own),
            timeout: options.timeout.unwrap_or(shared.timeout),
            start: shared.timer.now(),
            attempts: Vec::with_capacity(1),
            rounds: 0,
            doubt: false,
            renewed: false,
            retry_after: None,
            token: None,
            visit,
        }
    }

    async fn run(mut self, request: Request) -> Exchange {
        let mut request = Some(request);
        loop {
            // The last attempt that the bounds allow needs no copy.
            let last = self.rounds + 1 >= self.retries.attempts && !self.may_renew();
            let (next, copy) = match request.take() {
                Some(request) if last => (request, None),
                Some(request) => match request.try_clone() {
                    Some(copy) => (request, Some(copy)),
                    None => (request, None),
                },
                // Every body is in memory, so a copy was always to be had.
                None => return self.give_up(Err(attempt::unsendable())),
            };
            request = copy;
            self.rounds += 1;
            let outcome = self.attempt(self.operation, next, self.left()).await;
            if self.should_renew(&outcome) {
                self.renewed = true;
                self.rounds -= 1;
                continue;
            }
            let seen = self.seen(&outcome);
            match verdict(self.operation.retry, seen, self.doubt) {
                Verdict::Done => return self.end(outcome, Ending::Plain),
                Verdict::Stop => return self.stop(outcome),
                Verdict::Again => {
                    self.doubt |= may_be_done(seen) && self.operation.retry != RetryClass::Settle;
                    if !self.wait(&outcome).await {
                        return self.give_up(outcome);
                    }
                }
                Verdict::Ambiguous => {
                    self.doubt = true;
                    if let Some(exchange) = self.settle(outcome).await {
                        return exchange;
                    }
                    // The job is open: the same end is sent again.
                }
            }
        }
    }

    /// What is left of the deadline.
    fn left(&self) -> Duration {
        self.retries.deadline.saturating_sub(self.elapsed())
    }

    fn elapsed(&self) -> Duration {
        self.shared.timer.now().saturating_duration_since(self.start)
    }

    /// Waits before the next attempt, if the bounds allow one.
    async fn wait(&mut self, outcome: &Outcome) -> bool {
        let asked = self.asked(outcome);
        self.retry_after = asked;
        if self.rounds >= self.retries.attempts
            || asked.is_some_and(|asked| asked > self.retries.longest_retry_after)
            || self.is_overtaken()
        {
            return false;
        }
        let own = backoff::delay(self.retries, self.rounds, self.shared.random());
        let delay = own.max(asked.unwrap_or_default());
        if delay >= self.left() {
            return false;
        }
        let shared = self.shared;
        let reserved = match self.operation.retry {
            RetryClass::Settle => shared.budget.reserve_anyway(),
            _ => match shared.budget.reserve() {
                Some(reserved) => reserved,
                None => return false,
            },
        };
        if let Some(last) = self.attempts.last_mut() {
            last.delay = Some(delay);
        }
        self.retry_after = None;
        shared.timer.sleep(delay).await;
        if self.is_overtaken() {
            return false;
        }
        reserved.spend();
        true
    }

    /// Whether an end of the job was begun since this call was, which might
    /// open it again.
    fn is_overtaken(&self) -> bool {
        self.operation.reopens && self.visit.as_ref().is_some_and(Visit::end_was_begun)
    }

    /// How long the server asks to wait.
    fn asked(&self, outcome: &Outcome) -> Option<Duration> {
        let headers = match outcome {
            Ok(answer) => answer.headers(),
            Err(error) => error.head()?.1,
        };
        retry_after::retry_after(headers, || self.shared.timer.date())
    }

    /// What an outcome of the call's own operation is.
    fn seen(&self, outcome: &Outcome) -> Seen {
        let settles = self.operation.retry == RetryClass::Settle;
        match outcome {
            Ok(answer) if settles && answer.status().is_success() && !is_job(answer.body()) => {
                Seen::Unreadable
            }
            other => seen(other),
        }
    }

    /// Ends with a failure that trying again would not help.
    fn stop(mut self, outcome: Outcome) -> Exchange {
        self.retry_after = self.asked(&outcome);
        let status = outcome.as_ref().ok().map(|answer| answer.status().as_u16());
        let deletes =
            self.operation.retry == RetryClass::Idempotent && self.operation.method == "DELETE";
        if deletes && self.doubt && status == Some(404) {
            // An earlier attempt removed it, and its answer was lost.
            return self.end(Ok(attempt::success()), Ending::Plain);
        }
        self.give_up(outcome)
    }

    /// Ends without success.
    fn give_up(self, outcome: Outcome) -> Exchange {
        let in_doubt = self.doubt && self.operation.retry == RetryClass::Settle;
        self.end(outcome, if in_doubt { Ending::InDoubt } else { Ending::Plain })
    }

    fn end(self, outcome: Outcome, ending: Ending) -> Exchange {
        Exchange {
            operation: Some(self.operation),
            job: self.job,
            outcome,
            ending,
            attempts: self.attempts,
            retry_after: self.retry_after,
            token: self.token,
        }
    }
}

/// What an outcome is, its body aside.
fn seen(outcome: &Outcome) -> Seen {
    match outcome {
        Ok(answer) => Seen::Answer {
            status: answer.status().as_u16(),
            retry_after: retry_after::is_given(answer.headers()),
        },
        Err(error) => Seen::Broken(error.kind(), error.head().map(|(status, _)| status.as_u16())),
    }
}

/// Whether the server may have carried a failed attempt out.
fn may_be_done(seen: Seen) -> bool {
    !matches!(
        seen,
        Seen::Broken(TransportErrorKind::Connect | TransportErrorKind::Request, _)
            | Seen::Answer { status: 429, .. }
    )
}

/// Whether a body is what ends of jobs are answered with.
fn is_job(body: &[u8]) -> bool {
    serde_json::from_slice::<types::JobResponse>(body).is_ok()
}
