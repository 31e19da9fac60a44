//! One call on its way: attempts, waits, and the settling of an end.
//!
//! Every call passes here, raw or not. What to do after an attempt is decided
//! in `retry`; this is the loop that does it.

mod attempt;
mod base_url;
mod deadline;
mod in_flight;
mod options;
mod request;
mod settle;
mod shared;
mod span;

pub(crate) use base_url::BaseUrl;
pub(crate) use in_flight::InFlight;
pub(crate) use options::CallOptions;
pub(crate) use request::{job_of, prepare};
pub(crate) use shared::Shared;

use std::time::{Duration, Instant};

use percent_encoding::percent_decode_str;
use reqwest::Request;
use tracing::Instrument;

use self::in_flight::Guard;
use crate::api::{Operation, RetryClass, types};
use crate::auth::Bearer;
use crate::error::{Attempt, Ending, Exchange, Outcome};
use crate::retry::decision::{Decision, Observation, decide};
use crate::retry::{Retries, backoff, retry_after};
use crate::transport::TransportErrorKind;

/// With less time than this, an attempt would more likely end in a doubt than
/// in an answer.
const USEFUL: Duration = Duration::from_secs(1);

/// Sends a prepared request as often as it takes, within the bounds. `id` is
/// the job's, as it stands in the path.
///
/// Dropping the future stops it: what was sent may have been carried out;
/// nothing is left behind on this side.
pub(crate) async fn run(
    shared: &Shared,
    options: &CallOptions,
    operation: &'static Operation,
    id: Option<String>,
    request: Request,
) -> Exchange {
    let flight = CallLoop::new(shared, options, operation, id);
    let span = span::call(shared, operation, flight.job.as_deref());
    async {
        let exchange = flight.run(request).await;
        span::record_end(&tracing::Span::current(), &exchange);
        exchange
    }
    .instrument(span)
    .await
}

/// The state of one call.
struct CallLoop<'a> {
    shared: &'a Shared,
    operation: &'static Operation,
    /// The job's id, as it stands in the path.
    path_id: Option<String>,
    /// The job's id, as the caller has it.
    job: Option<String>,
    retries: &'a Retries,
    timeout: Duration,
    max_response_bytes: usize,
    start: Instant,
    attempts: Vec<Attempt>,
    /// How often the request was sent.
    rounds: u32,
    /// An attempt may have been carried out although it did not say so.
    doubt: bool,
    /// The last token was refused, and another one is to be asked for.
    refused: bool,
    /// That was done since the last wait.
    renewed: bool,
    retry_after: Option<Duration>,
    /// A retry was not made because the budget is spent.
    withheld: bool,
    /// All that were sent, the present one last.
    tokens: Vec<Bearer>,
    guard: Option<Guard<'a>>,
}

impl<'a> CallLoop<'a> {
    fn new(
        shared: &'a Shared,
        options: &'a CallOptions,
        operation: &'static Operation,
        path_id: Option<String>,
    ) -> Self {
        let settles = operation.retry == RetryClass::Settle;
        let own = if settles { &shared.end_retries } else { &shared.retries };
        let guard = path_id.as_deref().and_then(|job| match operation.reopens {
            _ if settles => Some(shared.ends.end(job)),
            true => Some(shared.ends.guard(job)),
            false => None,
        });
        let job = path_id.as_deref().map(percent_decode_str);
        let job = job.map(|job| job.decode_utf8_lossy().into_owned());
        shared.budget.pay();
        Self {
            shared,
            operation,
            path_id,
            job,
            retries: options.retries.as_ref().unwrap_or(own),
            timeout: options.timeout.unwrap_or(shared.timeout),
            max_response_bytes: options.max_response_bytes.unwrap_or(shared.max_response_bytes),
            start: shared.timer.now(),
            attempts: Vec::with_capacity(1),
            rounds: 0,
            doubt: false,
            refused: false,
            renewed: false,
            retry_after: None,
            withheld: false,
            tokens: Vec::with_capacity(1),
            guard,
        }
    }

    async fn run(mut self, request: Request) -> Exchange {
        let mut last = None;
        loop {
            // Every body is in memory, so a copy can always be had.
            let Some(next) = request.try_clone() else {
                return self.give_up(Err(attempt::unsendable()));
            };
            self.rounds += 1;
            let Some(outcome) = self.attempt(self.operation, next, self.left()).await else {
                // It was not sent again; what came before stands.
                return self.give_up(last.unwrap_or_else(|| Err(attempt::unsendable())));
            };
            if !self.renewed && self.should_renew(&outcome) {
                self.renewed = true;
                self.rounds -= 1;
                last = Some(outcome);
                continue;
            }
            let seen = self.seen(&outcome);
            match decide(self.operation.retry, seen, self.doubt) {
                Decision::Done => return self.conclude(outcome, Ending::Plain),
                Decision::Stop => return self.stop(outcome),
                Decision::Again => {
                    // An end that may be done is ambiguous, and not seen here.
                    self.doubt |= may_be_done(seen);
                    if self.wait(self.asked(&outcome), self.rounds).await.is_none() {
                        return self.give_up(outcome);
                    }
                    last = Some(outcome);
                }
                Decision::Ambiguous => {
                    self.doubt = true;
                    match self.settle(outcome).await {
                        Ok(exchange) => return exchange,
                        // The job is open: the same end is sent again.
                        Err(ambiguous) => last = Some(ambiguous),
                    }
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

    /// Waits before the next attempt, if the bounds allow one, and says how
    /// long it waited. `turn` counts what was tried in vain.
    async fn wait(&mut self, asked: Option<Duration>, turn: u32) -> Option<Duration> {
        self.retry_after = asked;
        let own = backoff::delay(self.retries, turn, self.shared.random());
        let delay = own.saturating_add(asked.unwrap_or_default());
        let useful = USEFUL.min(self.timeout);
        if self.rounds >= self.retries.attempts
            || asked.is_some_and(|asked| asked > self.retries.longest_retry_after)
            || delay.saturating_add(useful) > self.left()
            || self.is_overtaken()
        {
            return None;
        }
        let shared = self.shared;
        let reserved = match self.operation.retry {
            RetryClass::Settle => shared.budget.reserve_anyway(),
            _ => match shared.budget.reserve() {
                Some(reserved) => reserved,
                None => {
                    self.withheld = true;
                    return None;
                }
            },
        };
        if let Some(last) = self.attempts.last_mut() {
            last.delay = Some(delay);
        }
        shared.timer.sleep(delay).await;
        // A process that was held up may come back too late.
        if self.left() < useful / 2 {
            return None;
        }
        reserved.spend();
        self.retry_after = None;
        self.renewed = false;
        Some(delay)
    }

    /// Whether an end of the job was begun since this call was, which this
    /// call might undo.
    fn is_overtaken(&self) -> bool {
        self.operation.reopens && self.guard.as_ref().is_some_and(Guard::end_was_begun)
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
    fn seen(&self, outcome: &Outcome) -> Observation {
        let settles = self.operation.retry == RetryClass::Settle;
        match outcome {
            Ok(answer) if settles && answer.status().is_success() && !is_job(answer.body()) => {
                Observation::Unreadable
            }
            other => seen(other),
        }
    }

    /// InFlight with a failure that trying again would not help.
    fn stop(mut self, outcome: Outcome) -> Exchange {
        self.retry_after = self.asked(&outcome);
        let deletes =
            self.operation.retry == RetryClass::Idempotent && self.operation.method == "DELETE";
        if deletes && self.doubt && attempt::status(&outcome) == Some(404) {
            // An earlier attempt removed it, and its answer was lost.
            return self.conclude(Ok(attempt::success()), Ending::Plain);
        }
        self.give_up(outcome)
    }

    /// InFlight without success.
    fn give_up(mut self, outcome: Outcome) -> Exchange {
        let in_doubt = self.doubt && self.operation.retry == RetryClass::Settle;
        self.conclude(outcome, if in_doubt { Ending::InDoubt } else { Ending::Plain })
    }

    fn conclude(&mut self, outcome: Outcome, ending: Ending) -> Exchange {
        Exchange {
            operation: Some(self.operation),
            job: self.job.take(),
            outcome,
            ending,
            attempts: std::mem::take(&mut self.attempts),
            retry_after: self.retry_after,
            withheld: self.withheld,
            tokens: std::mem::take(&mut self.tokens),
        }
    }
}

/// What an outcome is, its body aside.
fn seen(outcome: &Outcome) -> Observation {
    match outcome {
        Ok(answer) => Observation::Answer {
            status: answer.status().as_u16(),
            retry_after: retry_after::is_given(answer.headers()),
        },
        Err(error) => {
            Observation::Broken(error.kind(), error.head().map(|(status, _)| status.as_u16()))
        }
    }
}

/// Whether the server may have carried a failed attempt out.
fn may_be_done(seen: Observation) -> bool {
    use TransportErrorKind::{Connect, Credentials, Request};

    !matches!(
        seen,
        Observation::Broken(Connect | Credentials | Request, _)
            | Observation::Broken(_, Some(429))
            | Observation::Answer { status: 429, .. }
    )
}

/// Whether a body is what ends of jobs are answered with.
fn is_job(body: &[u8]) -> bool {
    serde_json::from_slice::<types::JobResponse>(body).is_ok()
}
