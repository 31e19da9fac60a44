//! The loop of one call.

use std::time::Duration;

use bytes::Bytes;
use http::Response;
use tracing::Instrument;

use super::attempt::Sent;
use super::options::CallOptions;
use super::reader::{Concluded, Reader};
use super::request::Request;
use super::response::SettledBy;
use super::settle::{First, Settling};
use super::shared::Shared;
use super::span;
use super::state::CallState;
use crate::api::{OperationId, RetryClass};
use crate::error::{Error, Outcome, is_of_another, status};
use crate::retry::decision::{Decision, Observation, decide, may_be_done};
use crate::retry::retry_after;

/// Sends a request as often as it takes, within the bounds, and has the body
/// of its success read.
///
/// Dropping the future stops it: what was sent may have been carried out;
/// nothing is left behind on this side.
///
/// # Errors
///
/// The failure of the call, with the record of its attempts.
pub(crate) async fn run(
    shared: &Shared,
    options: &CallOptions,
    request: Request,
    reader: &mut dyn Reader,
) -> Result<Concluded, Error> {
    let mut call = CallState::new(shared, options, request, reader);
    let span = span::call(shared, call.request.operation, call.job());
    let result = call.run().instrument(span.clone()).await;
    span::record_end(&span, &result);
    result
}

/// What became of a wait before a request is sent again.
enum Wait {
    Over,
    /// An end of the job was begun: it is not sent again, and not waited for.
    Overtaken,
    /// The bounds or the budget allow none, or it took too long.
    Not,
}

impl CallState<'_> {
    async fn run(&mut self) -> Result<Concluded, Error> {
        if let Some(reason) = self.options.refused() {
            return Err(self.not_made(reason.to_owned()));
        }
        let mut last: Option<Outcome> = None;
        // What settles is on the heap: few calls need it, and all would hold its
        // room.
        loop {
            let outcome = match self.attempt(None, self.left()).await {
                Ok(Sent::Outcome(outcome)) => outcome,
                Ok(Sent::Overtaken) => return Err(self.overtaken(last)),
                Ok(Sent::TooLate) => return Err(self.failed(last)),
                Ok(Sent::Stale) => {
                    match last.take() {
                        Some(outcome) => match Box::pin(self.settle(outcome, First::Waited)).await?
                        {
                            Settling::Done(concluded) => return Ok(*concluded),
                            Settling::Open(outcome) => last = Some(outcome),
                        },
                        None => {
                            if let Some(concluded) = Box::pin(self.look_first()).await? {
                                return Ok(*concluded);
                            }
                        }
                    }
                    continue;
                }
                Err(reason) => return Err(self.not_made(reason)),
            };
            // A look is for one attempt, whatever came of that.
            self.looked = false;
            if !self.renewed && status(&outcome) == Some(401) {
                self.renewed = self.tokens.renew(&self.shared.credentials);
                if self.renewed {
                    last = Some(outcome);
                    continue;
                }
            }
            // Not after a token that was refused, which changed nothing.
            self.looks.sent_again();
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
                    match Box::pin(self.settle(outcome, first)).await? {
                        Settling::Done(concluded) => return Ok(*concluded),
                        Settling::Open(outcome) => last = Some(outcome),
                    }
                }
                Decision::Again | Decision::Ambiguous => {
                    self.doubt |= may_be_done(seen);
                    let asked = self.asked(&outcome);
                    match self.wait_to_send(asked).await {
                        Wait::Over => last = Some(outcome),
                        Wait::Overtaken => return Err(self.overtaken(Some(outcome))),
                        Wait::Not => return Err(self.failed(Some(outcome))),
                    }
                }
            }
        }
    }

    /// What an outcome of the call's own operation is. The body of a success
    /// is read here, once.
    fn observe(&mut self, outcome: &Outcome) -> Observation {
        let response = match outcome {
            Ok(response) => response,
            Err(error) => {
                return Observation::Broken(error.kind(), status(outcome));
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
    async fn wait_to_send(&mut self, asked: Option<Duration>) -> Wait {
        let Some(delay) = self.delay(asked) else { return Wait::Not };
        if self.is_overtaken() {
            return Wait::Overtaken;
        }
        let shared = self.shared;
        let Some(reserved) = shared.budget.reserve() else {
            self.withheld = true;
            return Wait::Not;
        };
        if self.sleep(delay).await.is_none() {
            return Wait::Not;
        }
        reserved.spend();
        Wait::Over
    }

    /// Ends with the success of the request itself.
    fn succeeded(&mut self, outcome: Outcome) -> Result<Concluded, Error> {
        match outcome {
            Ok(response) => Ok(self.conclude(response, SettledBy::Response)),
            Err(_) => Err(self.failed(Some(outcome))),
        }
    }

    /// Ends with a failure that trying again would not help.
    fn stop(&mut self, outcome: Outcome) -> Result<Concluded, Error> {
        self.retry_after = self.asked(&outcome);
        let deletes = self.request.operation.id == OperationId::DeleteJob;
        // The page of a proxy, which may say so of everything, proves nothing.
        let page = || outcome.as_ref().is_ok_and(|it| is_of_another(it.body()));
        if deletes && self.doubt && status(&outcome) == Some(404) && !page() {
            // An earlier attempt removed it, and its response was lost.
            let response = outcome.unwrap_or_else(|_| Response::new(Bytes::new()));
            let mut concluded = self.conclude(response, SettledBy::Response);
            concluded.absent = true;
            return Ok(concluded);
        }
        Err(self.failed(Some(outcome)))
    }
}
