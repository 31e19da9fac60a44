//! Why a request brought no response, or not a whole one.

use std::error::Error;
use std::fmt;

use ::http::{HeaderMap, StatusCode};

/// What became of a request that brought no whole response. Each sentence says
/// what is known of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There was no connection: surely nothing reached the server.
    Connect,
    /// There was no secure connection, and trying again would change nothing:
    /// a certificate that is not trusted, say. Nothing reached the server.
    Tls,
    /// The proxy did not let the request through, and trying again would
    /// change nothing. Nothing reached the server.
    Proxy,
    /// The server said that it did nothing with the request, as HTTP/2 servers
    /// do that go down or have too many at once.
    Declined,
    /// The time was over: the server may have carried the request out.
    Timeout,
    /// The connection ended without a response: as with a timeout.
    Interrupted,
    /// The response began and ended too early: its status is known.
    CutShort,
    /// The response is larger than the limit: its status is known, unless the
    /// head alone is too large.
    TooLarge,
    /// The request could not be made; nothing was sent.
    Request,
    /// No token was available; nothing was sent.
    Credentials,
    /// The response came from another address than was asked: a redirect was
    /// followed, and what was sent there need not be what was meant.
    Redirected,
}

impl TransportErrorKind {
    /// One word, for spans.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Tls => "tls",
            Self::Proxy => "proxy",
            Self::Declined => "declined",
            Self::Timeout => "timeout",
            Self::Interrupted => "interrupted",
            Self::CutShort => "cut_short",
            Self::TooLarge => "too_large",
            Self::Request => "request",
            Self::Credentials => "credentials",
            Self::Redirected => "redirected",
        }
    }

    /// Whether the server surely did nothing with the request.
    pub(crate) fn is_surely_undone(self) -> bool {
        use TransportErrorKind::{Connect, Credentials, Declined, Proxy, Request, Tls};

        matches!(self, Connect | Tls | Proxy | Declined | Request | Credentials)
    }

    fn text(self) -> &'static str {
        match self {
            Self::Connect => "could not connect",
            Self::Tls => "no secure connection could be made",
            Self::Proxy => "the proxy did not let the request through",
            Self::Declined => "the server declined the request and did nothing",
            Self::Timeout => "no whole response came in time",
            Self::Interrupted => "the connection ended without a response",
            Self::CutShort => "the response ended too early",
            Self::TooLarge => "the response is larger than the limit",
            Self::Request => "the request could not be made",
            Self::Credentials => "no token was available",
            Self::Redirected => "a redirect was followed to another address",
        }
    }
}

impl fmt::Display for TransportErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// A request that brought no whole response.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    reason: Option<String>,
    hint: Option<&'static str>,
    head: Option<Box<(StatusCode, HeaderMap)>>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// A reason is for one line: what a server put into its certificate may be
/// longer.
const LONGEST_REASON: usize = 200;

impl TransportError {
    /// An error without a cause below it.
    #[must_use]
    pub fn new(kind: TransportErrorKind) -> Self {
        Self { kind, reason: None, hint: None, head: None, source: None }
    }

    /// With the reason in plain words, for the message. Of a long one the
    /// beginning counts.
    #[must_use]
    pub(crate) fn with_reason(mut self, reason: impl AsRef<str>) -> Self {
        let mut characters = reason.as_ref().chars();
        let mut text: String = characters
            .by_ref()
            .take(LONGEST_REASON)
            .map(|one| if one.is_control() { ' ' } else { one })
            .collect();
        if characters.next().is_some() {
            text.push('…');
        }
        self.reason = Some(text).filter(|text| !text.is_empty());
        self
    }

    /// With what to do, where that is not what the kind says.
    #[must_use]
    pub(crate) fn with_hint(mut self, hint: Option<&'static str>) -> Self {
        self.hint = hint;
        self
    }

    /// What to do, where that is not what the kind says.
    pub(crate) fn hint(&self) -> Option<&'static str> {
        self.hint
    }

    /// With the cause below it.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// With the head of the response that had begun.
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

    /// The status and the headers of a response that had begun.
    #[must_use]
    pub fn head(&self) -> Option<(StatusCode, &HeaderMap)> {
        self.head.as_deref().map(|(status, headers)| (*status, headers))
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.text())?;
        match &self.reason {
            Some(reason) => write!(f, ": {reason}"),
            None => Ok(()),
        }
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_one_line_of_bounded_length() {
        let of = |reason: &str| {
            TransportError::new(TransportErrorKind::Tls).with_reason(reason).to_string()
        };
        assert_eq!(of("a\r\nb\u{1b}c"), "no secure connection could be made: a  b c");
        assert_eq!(of(""), "no secure connection could be made");
        let long = of(&"é".repeat(201));
        assert!(long.ends_with("é…") && long.chars().count() < 250, "{long}");
        assert!(!of(&"é".repeat(200)).contains('…'));
    }
}
