//! One request: token, deadline, transport, record.

use std::time::Duration;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use tracing::Instrument;

use super::carry::carry;
use super::request::Request;
use super::span;
use super::state::CallState;
use crate::error::{Attempt, Outcome, REQUEST_ID, headers, status};
use crate::timer::{Deadline, Expired};
use crate::transport::{self, TransportError, TransportErrorKind};

/// What became of a wish to send a request.
pub(super) enum Sent {
    /// It was sent, or could not be.
    Outcome(Outcome),
    /// It was not sent: an end of the job was begun meanwhile.
    Overtaken,
    /// It was not sent: no time is left.
    TooLate,
    /// An end was not sent: it took so long to have a token that the job may
    /// be in another run.
    Stale,
}

impl CallState<'_> {
    /// Sends the call's request, or a read of its job, once, within the limit
    /// of one attempt and within `left`, and puts it on record.
    ///
    /// # Errors
    ///
    /// Says why the request cannot be made.
    pub(super) async fn attempt(
        &mut self,
        read: Option<&Request>,
        left: Duration,
    ) -> Result<Sent, String> {
        if left.is_zero() && !self.attempts.is_empty() {
            return Ok(Sent::TooLate);
        }
        let request = read.unwrap_or(&self.request);
        let operation = request.operation;
        let wire = request.to_wire(self.shared, self.options.extra.as_deref())?;
        let before = self.attempts.iter().filter(|it| it.operation.id == operation.id).count();
        let started_after = self.elapsed();
        let span = span::attempt(self.shared, operation, self.job(), before);
        let limit = self.bounds.timeout.min(left);
        let sent = self.send(wire, limit, read.is_none()).instrument(span.clone()).await;
        let Sent::Outcome(outcome) = sent else { return Ok(sent) };
        span::record_outcome(&span, &outcome);
        self.attempts.push(Attempt {
            operation,
            started_after,
            duration: self.elapsed().saturating_sub(started_after),
            status: status(&outcome),
            cause: outcome.as_ref().err().map(TransportError::kind),
            request_id: self.request_id(&outcome),
            delay: None,
        });
        Ok(Sent::Outcome(outcome))
    }

    /// The server's id of a request, without a token should one be in there.
    fn request_id(&self, outcome: &Outcome) -> Option<String> {
        let id = headers(outcome)?.get(REQUEST_ID)?.to_str().ok()?;
        Some(self.tokens.scrub(id))
    }

    async fn send(
        &mut self,
        mut request: http::Request<Bytes>,
        limit: Duration,
        own: bool,
    ) -> Sent {
        let shared = self.shared;
        if let Err(error) = transport::check_runtime(&shared.wire, shared.timer.as_ref()) {
            return Sent::Outcome(Err(error));
        }
        let mut deadline = Deadline::new(shared.timer.as_ref(), limit);
        let refused = self.tokens.refused();
        let token = match deadline.run(shared.credentials.token(refused)).await {
            Ok(Ok(token)) => token,
            Ok(Err(error)) => return Sent::Outcome(Err(no_token().with_source(error))),
            Err(Expired) => {
                return Sent::Outcome(Err(no_token().with_source("none came in time")));
            }
        };
        request.headers_mut().insert(AUTHORIZATION, token.header());
        self.tokens.send(token);
        // Not earlier: to have waited for a token may have taken long.
        if own && self.is_overtaken() {
            return Sent::Overtaken;
        }
        if own && self.is_stale() {
            return Sent::Stale;
        }
        if !own {
            self.looks.sent = Some((self.elapsed(), shared.timer.date()));
        }
        let most = self.bounds.max_response_bytes;
        let outcome = carry(&shared.wire, request, &mut deadline, most).await;
        Sent::Outcome(outcome.map(transport::without_mark))
    }
}

fn no_token() -> TransportError {
    TransportError::new(TransportErrorKind::Credentials)
}
