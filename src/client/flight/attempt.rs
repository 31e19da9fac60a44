//! One request: token, limit, transport, record.

use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Response};
use reqwest::Request;
use tracing::Instrument;

use super::{Flight, span};
use crate::api::{Operation, types};
use crate::client::credentials::Asking;
use crate::client::limit::{Expired, Limit};
use crate::client::transport::{self, Wire};
use crate::error::{Attempt, Outcome, REQUEST_ID};
use crate::transport::{TransportError, TransportErrorKind};

impl Flight<'_> {
    /// Sends a request once, within the limit of one attempt and within
    /// `left`, and puts it on record.
    pub(super) async fn attempt(
        &mut self,
        operation: &'static Operation,
        request: Request,
        left: Duration,
    ) -> Outcome {
        let after = self.elapsed();
        let span = span::attempt(self.shared, operation, self.job.as_deref(), self.attempts.len());
        let limit = self.timeout.min(left);
        let outcome = async {
            let outcome = self.send(request, limit).await;
            span::record_outcome(&tracing::Span::current(), &outcome);
            outcome
        }
        .instrument(span)
        .await;
        self.attempts.push(Attempt {
            operation,
            after,
            took: self.elapsed().saturating_sub(after),
            status: status(&outcome),
            cause: outcome.as_ref().err().map(TransportError::kind),
            request_id: self.request_id(&outcome),
            delay: None,
        });
        outcome
    }

    /// The server's id of a request, without the token should it be in there.
    fn request_id(&self, outcome: &Outcome) -> Option<String> {
        let headers = match outcome {
            Ok(answer) => answer.headers(),
            Err(error) => error.head()?.1,
        };
        let id = headers.get(REQUEST_ID)?.to_str().ok()?;
        Some(self.token.as_ref().map_or_else(|| id.to_owned(), |token| token.scrub(id)))
    }

    /// Whether a 401 is reason to ask for another token and try at once: the
    /// server did nothing, so that is safe for every operation.
    pub(super) fn should_renew(&self, outcome: &Outcome) -> bool {
        self.may_renew() && status(outcome) == Some(401)
    }

    pub(super) fn may_renew(&self) -> bool {
        !self.renewed && self.shared.credentials.can_renew()
    }

    async fn send(&mut self, mut request: Request, limit: Duration) -> Outcome {
        let shared = self.shared;
        let mut limit = Limit::new(shared.timer.as_ref(), limit);
        let asking = if self.renewed { Asking::Refused } else { Asking::Attempt };
        let token = match limit.run(shared.credentials.token(asking)).await {
            Ok(token) => token.map_err(|error| unsendable().with_source(error))?,
            Err(Expired) => return Err(unsendable().with_source("no token came in time")),
        };
        let header = token.header().ok_or_else(unsendable)?;
        self.token = Some(token);
        request.headers_mut().insert(AUTHORIZATION, header);
        let expired = |Expired| TransportError::new(TransportErrorKind::Timeout);
        let most = shared.max_answer_bytes;
        match &shared.wire {
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

fn status(outcome: &Outcome) -> Option<u16> {
    match outcome {
        Ok(answer) => Some(answer.status().as_u16()),
        Err(error) => error.head().map(|(status, _)| status.as_u16()),
    }
}
