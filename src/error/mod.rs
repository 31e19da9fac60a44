//! The one error of the crate: what happened, to which job, and what to do.

mod attempt;
mod body;
mod display;
mod kind;
mod made;
mod outcome;
mod predicates;
mod shown;

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::api::Operation;
use crate::api::types::JobStatus;
use kind::{Kind, Whose};

pub use attempt::Attempt;
pub use body::ServerMessage;
pub(crate) use body::is_of_another;
pub(crate) use made::{LastRead, Unsent};
pub(crate) use outcome::{Outcome, Record, headers, status};

/// The header with the server's id of a request.
pub(crate) const REQUEST_ID: &str = "x-request-id";

/// Why a call failed.
///
/// [Predicates](#implementations) such as [`is_not_found`](Self::is_not_found)
/// tell failures apart; several can be true of one error. `Display` is one
/// line for the operator, without the [`source`](StdError::source) repeated.
/// Neither it nor `Debug` shows a token, or more of a body than the server's
/// own error messages.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
/// # let client = sandbox.client()?;
/// let error = client.job("us_jb_nobody").get().await.unwrap_err();
/// assert!(error.is_not_found());
/// assert_eq!(error.job(), Some("us_jb_nobody"));
/// # Ok(())
/// # }
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: Kind,
    whose: Whose,
    /// What to do, where that is not what the kind says.
    hint: Option<&'static str>,
    /// What is particular to this failure, for `Display`.
    detail: String,
    /// What comes after the server's own messages.
    after: String,
    operation: Option<&'static Operation>,
    job: Option<String>,
    head: Option<(StatusCode, HeaderMap)>,
    request_id: Option<String>,
    body: Bytes,
    messages: Vec<ServerMessage>,
    attempts: Vec<Attempt>,
    retry_after: Option<Duration>,
    withheld: bool,
    /// It was not sent again, since an end of the job was begun.
    overtaken: bool,
    /// The end stays in the outbox.
    kept: bool,
    known_end: Option<JobStatus>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            whose: Whose::default(),
            hint: None,
            detail: detail.into(),
            after: String::new(),
            operation: None,
            job: None,
            head: None,
            request_id: None,
            body: Bytes::new(),
            messages: Vec::new(),
            attempts: Vec::new(),
            retry_after: None,
            withheld: false,
            overtaken: false,
            kept: false,
            known_end: None,
            source: None,
        }))
    }

    #[cfg(any(feature = "outbox", feature = "tls-ring", feature = "tls-aws-lc"))]
    fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    #[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
    pub(crate) fn configuration_from(
        detail: impl Into<String>,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self::configuration(detail).with_source(source)
    }

    /// The operation that failed; none for a configuration.
    pub fn operation(&self) -> Option<&'static Operation> {
        self.0.operation
    }

    /// The id of the job that the call was about.
    pub fn job(&self) -> Option<&str> {
        self.0.job.as_deref()
    }

    /// The HTTP status, when a response came or at least began.
    pub fn status(&self) -> Option<u16> {
        self.0.head.as_ref().map(|(status, _)| status.as_u16())
    }

    /// A header of the response as it came, when it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        let (_, headers) = self.0.head.as_ref()?;
        headers.get(name)?.to_str().ok()
    }

    /// The server's id of the request, when it sent one (`x-request-id`).
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The server's own messages, one for each reason.
    pub fn server_messages(&self) -> &[ServerMessage] {
        &self.0.messages
    }

    /// The requests of the call, in their order; none when nothing was sent.
    /// The last one is the one that [`status`](Self::status) and the messages
    /// are of, unless the job was read after it.
    pub fn attempts(&self) -> &[Attempt] {
        &self.0.attempts
    }

    /// How long the server asked to wait at last (`Retry-After`), where that
    /// was not waited for: too long, or the bounds were reached.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The end that the job is in instead of the wanted one, where an
    /// ambiguous end was looked for; see
    /// [`is_already_finished`](Self::is_already_finished).
    pub fn other_end(&self) -> Option<&JobStatus> {
        match &self.0.kind {
            Kind::OtherEnd(status) => Some(status),
            _ => None,
        }
    }

    /// The end that the job is in although the call failed: a success that is
    /// recognisably about the job, but whose body
    /// [does not fit the contract](Self::is_contract_mismatch). The end must
    /// not be sent again.
    pub fn known_end(&self) -> Option<&JobStatus> {
        self.0.known_end.as_ref()
    }

    /// The body of the response as it came, unread and unredacted; empty when
    /// there was none.
    pub fn body(&self) -> &[u8] {
        &self.0.body
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, detail, operation, job, messages, attempts, retry_after, source, .. } =
            &*self.0;
        f.debug_struct("Error")
            .field("kind", kind)
            .field("operation", &operation.map(|operation| operation.name))
            .field("job", job)
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .field("messages", messages)
            .field("detail", detail)
            .field("attempts", attempts)
            .field("retry_after", retry_after)
            .field("source", source)
            .finish_non_exhaustive()
    }
}
