//! From an error of the generated client to ours.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::Response;
use serde::de::DeserializeOwned;

use super::body;
use super::{Attempt, Ending, Error, Exchange, Kind, REQUEST_ID, scrub};
use crate::api::{self, OperationId};
use crate::auth::Bearer;
use crate::client::Carried;

impl From<api::Error> for Error {
    /// Makes an error of a raw call into this crate's, with all that is known
    /// of it.
    fn from(error: api::Error) -> Self {
        Self::from_raw(error, None)
    }
}

impl Error {
    /// `slot` is what the hook left of the call, where there is a slot for it.
    pub(crate) fn from_raw(error: api::Error, slot: Option<Carried>) -> Self {
        match error {
            api::Error::InvalidRequest(reason) | api::Error::Custom(reason) => {
                Self::new(Kind::Input, reason)
            }
            api::Error::InvalidResponsePayload(body, _) => match slot {
                Some(Carried(exchange)) => Self::unreadable(body, &exchange.tokens).of(&exchange),
                None => {
                    let mut error = Self::unreadable(body, &[]);
                    // The tokens to take out of them are not known here.
                    error.0.messages.clear();
                    error
                }
            },
            api::Error::UnexpectedResponse(answer) => {
                let carried = answer.extensions().get::<Carried>().cloned().or(slot);
                match carried {
                    Some(Carried(exchange)) => Self::of_exchange(&exchange),
                    None => {
                        Self::new(Kind::Status, format!("the server answered {}", answer.status()))
                    }
                }
            }
            api::Error::CommunicationError(error)
            | api::Error::ResponseBodyError(error)
            | api::Error::InvalidUpgrade(error) => match carried_by(&error).or(slot) {
                Some(Carried(exchange)) => Self::of_exchange(&exchange),
                None => Self::new(Kind::Input, "the request could not be made")
                    .with_source(error.without_url()),
            },
            api::Error::ErrorResponse(answer) => {
                Self::new(Kind::Status, format!("the server answered {}", answer.status()))
            }
        }
    }

    fn of_exchange(exchange: &Arc<Exchange>) -> Self {
        let error = match &exchange.ending {
            Ending::Plain | Ending::ByReading => Self::of_outcome(exchange),
            Ending::InDoubt => {
                let mut error = Self::of_outcome(exchange);
                error.0.kind = Kind::InDoubt;
                error.0.detail = format!(
                    "it is unknown whether the job has ended: {}{}",
                    error.0.detail,
                    read(exchange)
                );
                error
            }
            Ending::OtherEnd(status) => {
                Self::new(Kind::OtherEnd(status.clone()), format!("the job is already {status}"))
            }
        };
        error.of(exchange)
    }

    fn of_outcome(exchange: &Arc<Exchange>) -> Self {
        match &exchange.outcome {
            Ok(answer) if answer.status().is_success() => {
                Self::unreadable(answer.body().clone(), &exchange.tokens)
            }
            Ok(answer) => Self::of_status(answer, exchange),
            Err(error) => {
                let ours = Self::new(Kind::Transport(error.kind()), error.to_string());
                match Cause::of(exchange) {
                    Some(cause) => ours.with_source(cause),
                    None => ours,
                }
            }
        }
    }

    fn of_status(answer: &Response<Bytes>, exchange: &Exchange) -> Self {
        let mut error = Self::new(Kind::Status, format!("the server answered {}", answer.status()));
        let said = body::of_failure(answer.body(), &|text| exchange.scrub(text));
        error.0.detail.push_str(&said.detail);
        error.0.messages = said.messages;
        error
    }

    fn unreadable(body: Bytes, tokens: &[Bearer]) -> Self {
        let said = body::of_success(&body, &|text| scrub(tokens, text));
        let mut error =
            Self::new(Kind::Unreadable, format!("the body of the answer{}", said.detail));
        error.0.messages = said.messages;
        error.0.body = body;
        error
    }

    /// Names the member that does not fit, where the body is that of a `T`.
    /// The body is read again for that: it is done on the way out of a failed
    /// call only.
    pub(crate) fn locate<T: DeserializeOwned>(mut self) -> Self {
        if self.0.kind != Kind::Unreadable || !self.0.messages.is_empty() {
            return self;
        }
        let mut json = serde_json::Deserializer::from_slice(&self.0.body);
        if let Err(error) = serde_path_to_error::deserialize::<_, T>(&mut json)
            && error.inner().is_data()
        {
            let path = body::path(error.path());
            self.0.detail = match path.is_empty() {
                true => "the body of the answer does not fit the contract".into(),
                false => format!("the answer's member `{path}` does not fit the contract"),
            };
            self.0.detail.push_str(&body::expectation(error.inner()));
        }
        self
    }

    /// Takes over what the exchange knows.
    fn of(mut self, exchange: &Exchange) -> Self {
        let inner = &mut *self.0;
        inner.operation = exchange.operation;
        inner.job = exchange.job.clone();
        inner.attempts = exchange.attempts.clone();
        inner.retry_after = exchange.retry_after;
        inner.withheld = exchange.withheld;
        match &exchange.outcome {
            Ok(answer) => {
                inner.head = Some((answer.status(), answer.headers().clone()));
                inner.body = answer.body().clone();
            }
            Err(error) => {
                inner.head = error.head().map(|(status, headers)| (status, headers.clone()));
            }
        }
        let id = self.header(REQUEST_ID).map(|id| exchange.scrub(id));
        self.0.request_id = id;
        self
    }
}

/// What came of reading the job at last, where it was read.
fn read(exchange: &Exchange) -> String {
    let read = |attempt: &&Attempt| attempt.operation.id == OperationId::GetJob;
    let Some(last) = exchange.attempts.last().filter(read) else { return String::new() };
    let what = match (last.status, last.cause) {
        (Some(200..=299), None) => "it had not ended".to_owned(),
        (_, Some(cause)) => cause.to_string(),
        (Some(status), None) => format!("the answer was {status}"),
        (None, None) => return String::new(),
    };
    format!(", and when the job was read {what}")
}

/// The exchange below an error of reqwest.
fn carried_by(error: &reqwest::Error) -> Option<Carried> {
    let mut below: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(error) = below {
        if let Some(carried) = error.downcast_ref::<Carried>() {
            return Some(carried.clone());
        }
        below = error.source();
    }
    None
}

/// What caused a transport error. The error's own text is in our message, so
/// the chain goes on with what is below it.
struct Cause(Arc<Exchange>);

impl Cause {
    fn of(exchange: &Arc<Exchange>) -> Option<Self> {
        let error = exchange.outcome.as_ref().err()?;
        error.source().map(|_| Self(Arc::clone(exchange)))
    }

    fn error(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.outcome.as_ref().err().and_then(StdError::source)
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error().map_or(Ok(()), |error| fmt::Display::fmt(error, f))
    }
}

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error().map_or(Ok(()), |error| fmt::Debug::fmt(error, f))
    }
}

impl StdError for Cause {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.error().and_then(StdError::source)
    }
}
