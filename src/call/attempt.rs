//! One request: token, limit, transport, record.

use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Response};
use reqwest::Request;
use tracing::Instrument;

use super::deadline::{Deadline, Expired};
use super::{CallLoop, span};
use crate::api::{Operation, types};
use crate::auth::TokenReason;
use crate::error::{Attempt, Outcome, REQUEST_ID, scrub};
use crate::transport::{self, Wire};
use crate::transport::{TransportError, TransportErrorKind};

impl CallLoop<'_> {
    /// Sends a request once, within the limit of one attempt and within
    /// `left`, and puts it on record. None when it must not be sent again: no
    /// time is left, or an end was begun meanwhile.
    pub(super) async fn attempt(
        &mut self,
        operation: &'static Operation,
        request: Request,
        left: Duration,
    ) -> Option<Outcome> {
        let before = self.attempts.iter().filter(|it| it.operation.id == operation.id).count();
        if left.is_zero() && !self.attempts.is_empty() {
            return None;
        }
        let started_after = self.elapsed();
        let span = span::attempt(self.shared, operation, self.job.as_deref(), before);
        let limit = self.timeout.min(left);
        let outcome = async {
            let outcome = self.send(request, limit, before > 0).await?;
            span::record_outcome(&tracing::Span::current(), &outcome);
            Some(outcome)
        }
        .instrument(span)
        .await?;
        self.attempts.push(Attempt {
            operation,
            started_after,
            duration: self.elapsed().saturating_sub(started_after),
            status: status(&outcome),
            cause: outcome.as_ref().err().map(TransportError::kind),
            request_id: self.request_id(&outcome),
            delay: None,
        });
        Some(outcome)
    }

    /// The server's id of a request, without a token should one be in there.
    fn request_id(&self, outcome: &Outcome) -> Option<String> {
        let headers = match outcome {
            Ok(answer) => answer.headers(),
            Err(error) => error.head()?.1,
        };
        let id = headers.get(REQUEST_ID)?.to_str().ok()?;
        Some(scrub(&self.tokens, id))
    }

    /// Whether a 401 is reason to ask for another token and try at once: the
    /// server did nothing, so that is safe for every operation.
    pub(super) fn should_renew(&mut self, outcome: &Outcome) -> bool {
        let used = self.tokens.last();
        let renews = status(outcome) == Some(401)
            && used.is_some_and(|used| self.shared.credentials.can_renew(used));
        self.refused |= renews;
        renews
    }

    async fn send(
        &mut self,
        mut request: Request,
        limit: Duration,
        again: bool,
    ) -> Option<Outcome> {
        let shared = self.shared;
        let mut limit = Deadline::new(shared.timer.as_ref(), limit);
        let reason = match std::mem::take(&mut self.refused) {
            true => TokenReason::Refused,
            false => TokenReason::Attempt,
        };
        let token = match limit.run(shared.credentials.token(reason)).await {
            Ok(Ok(token)) => token,
            Ok(Err(error)) => return Some(Err(no_token().with_source(error))),
            Err(Expired) => return Some(Err(no_token().with_source("none came in time"))),
        };
        let Some(header) = token.header() else { return Some(Err(unsendable())) };
        request.headers_mut().insert(AUTHORIZATION, header);
        self.tokens.retain(|known| *known != token);
        self.tokens.push(token);
        // Not earlier: to have waited for a token may have taken long.
        if again && self.is_overtaken() {
            return None;
        }
        Some(carry(&shared.wire, request, &mut limit, self.max_response_bytes).await)
    }
}

/// Carries a request, and brings its answer of at most so many bytes.
async fn carry(wire: &Wire, request: Request, limit: &mut Deadline, most: usize) -> Outcome {
    let expired = |Expired| TransportError::new(TransportErrorKind::Timeout);
    match wire {
        Wire::Http(client) => {
            let head = limit.run(transport::send(client, request)).await.map_err(expired)??;
            let (status, headers) = (head.status(), head.headers().clone());
            let body = limit.run(transport::read(head, most)).await;
            body.map_err(|error| expired(error).with_head(status, headers))?
        }
        Wire::Custom(transport) => {
            let request = transport::convert(request)?;
            let answer = limit.run(transport.send(request)).await.map_err(expired)??;
            if answer.body().len() > most {
                let (head, _) = answer.into_parts();
                let error = TransportError::new(TransportErrorKind::TooLarge);
                return Err(error.with_head(head.status, head.headers));
            }
            Ok(answer)
        }
    }
}

fn no_token() -> TransportError {
    TransportError::new(TransportErrorKind::Credentials)
}

/// A request that was not even made.
pub(super) fn unsendable() -> TransportError {
    TransportError::new(TransportErrorKind::Request)
}

/// The answer to a deletion, for one that was found done.
pub(super) fn success() -> Response<Bytes> {
    let data = types::SuccessData::default().with_success(true);
    let body = types::Success::default().with_data(data);
    let mut answer = Response::new(serde_json::to_vec(&body).unwrap_or_default().into());
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    answer
}

/// The status of an outcome, also of an answer that is not whole.
pub(super) fn status(outcome: &Outcome) -> Option<u16> {
    match outcome {
        Ok(answer) => Some(answer.status().as_u16()),
        Err(error) => error.head().map(|(status, _)| status.as_u16()),
    }
}
