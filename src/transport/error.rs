//! Why a request brought no answer, or not a whole one.

use std::error::Error;
use std::fmt;

use ::http::{HeaderMap, StatusCode};

/// What became of a request that brought no whole answer. Each sentence says
/// what is known of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There was no connection: surely nothing reached the server.
    Connect,
    /// The time was over: the server may have carried the request out.
    Timeout,
    /// The connection ended before an answer came: as with a time-out.
    Interrupted,
    /// The answer began and ended too early: its status is known.
    CutShort,
    /// The answer is larger than the limit: its status is known.
    TooLarge,
    /// The request could not be made; nothing was sent.
    Request,
    /// No token could be had; nothing was sent.
    Credentials,
    /// The answer came from another address than was asked: a redirect was
    /// followed, and what was sent there need not be what was meant.
    Redirected,
}

impl TransportErrorKind {
    /// One word, for spans.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Timeout => "timeout",
            Self::Interrupted => "interrupted",
            Self::CutShort => "cut_short",
            Self::TooLarge => "too_large",
            Self::Request => "request",
            Self::Credentials => "credentials",
            Self::Redirected => "redirected",
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Connect => "could not connect",
            Self::Timeout => "no whole answer came in time",
            Self::Interrupted => "the connection ended before an answer came",
            Self::CutShort => "the answer ended too early",
            Self::TooLarge => "the answer is larger than the limit",
            Self::Request => "the request could not be made",
            Self::Credentials => "no token could be had",
            Self::Redirected => "a redirect was followed to another address",
        }
    }
}

impl fmt::Display for TransportErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// A request that brought no whole answer.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    head: Option<Box<(StatusCode, HeaderMap)>>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl TransportError {
    /// An error without a cause below it.
    #[must_use]
    pub fn new(kind: TransportErrorKind) -> Self {
        Self { kind, head: None, source: None }
    }

    /// With the cause below it.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// With the head of the answer that had begun.
    #[must_use]
    pub fn with_head(mut self, status: StatusCode, headers: HeaderMap) -> Self {
        self.head = Some(Box::new((status, headers)));
        self
    }

    /// What became of the request.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// The head of the response that had begun, and the cause.
    #[expect(clippy::type_complexity, reason = "two optional parts, named in the line above")]
    pub(crate) fn into_parts(
        self,
    ) -> (Option<(StatusCode, HeaderMap)>, Option<Box<dyn Error + Send + Sync>>) {
        (self.head.map(|head| *head), self.source)
    }

    /// The status and the headers of an answer that had begun.
    #[must_use]
    pub fn head(&self) -> Option<(StatusCode, &HeaderMap)> {
        self.head.as_deref().map(|(status, headers)| (*status, headers))
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.text())
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
