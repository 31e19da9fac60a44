//! What goes wrong, and when.

mod apply;
mod plan;
mod shown;

use std::time::Duration;

use ::http::header::{CONTENT_TYPE, RETRY_AFTER};
use ::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use bytes::Bytes;
use chrono::{DateTime, Utc};

use super::core::writable;

pub use self::plan::Faults;

pub(super) use self::apply::{Reply, apply};

/// One thing that goes wrong with a call.
///
/// ```
/// use std::time::Duration;
///
/// use flatfile_jobs::sandbox::Fault;
///
/// let busy = Fault::status(429).retry_after_seconds(2);
/// let in_doubt = Fault::status(503).after_effect();
/// let late = Fault::lose_response().reset();
/// let slow = Fault::drip(16, Duration::from_millis(5)).delayed(Duration::from_secs(1));
/// # drop((busy, in_doubt, late, slow));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Fault {
    /// Whether the request is carried out.
    pub(super) effect: bool,
    pub(super) payload: Payload,
    pub(super) headers: HeaderMap,
    pub(super) delivery: Delivery,
    pub(super) delay: Duration,
}

/// What is sent.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Payload {
    /// The sandbox's own response.
    Own,
    /// A status in the API's error shape.
    Status(StatusCode),
    /// A status, where there is one, and another body.
    Body(Option<StatusCode>, Bytes),
    /// As many random bytes.
    Garbage(usize),
    /// Its own response with white space after it, up to this length.
    Padded(usize),
}

/// How the response gets to the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delivery {
    Whole,
    /// Not at all; the connection stays open.
    Never,
    /// Not at all; the connection is closed.
    Reset,
    /// As many bytes of its body; then the connection is closed.
    Cut(usize),
    /// As many bytes of its body, and never one more.
    Stall(usize),
    /// In pieces of some bytes, with a pause before each.
    Drip(usize, Duration),
}

impl Delivery {
    /// Whether the head of the response is sent.
    pub(super) fn has_head(self) -> bool {
        !matches!(self, Self::Never | Self::Reset)
    }
}

/// How many bytes a fault makes: four times what a client takes by default, and
/// little enough for any machine.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// How long a fault waits: longer than any client does, and short enough for
/// timers that add it to a date.
pub(super) const MOST_DELAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A page as proxies send it.
const PAGE: &[u8] = b"<!DOCTYPE html>\n<html><head><title>Bad gateway</title></head>\
    <body><h1>The server could not be reached</h1></body></html>\n";

impl Fault {
    fn new(effect: bool, payload: Payload, delivery: Delivery) -> Self {
        Self { effect, payload, headers: HeaderMap::new(), delivery, delay: Duration::ZERO }
    }

    /// Responds with a status, in the API's error shape. The request is not
    /// carried out. A number that no response can have counts as 500.
    pub fn status(status: u16) -> Self {
        Self::new(false, Payload::Status(code(status)), Delivery::Whole)
    }

    /// Responds with a status and a web page, as a proxy does. The request is
    /// not carried out. A number that no response can have counts as 500.
    pub fn html(status: u16) -> Self {
        let payload = Payload::Body(Some(code(status)), Bytes::from_static(PAGE));
        Self::new(false, payload, Delivery::Whole).header(CONTENT_TYPE, "text/html")
    }

    /// Does nothing but what [`delayed`](Self::delayed) adds: the request is
    /// carried out at once, and its response comes late.
    pub fn delay(delay: Duration) -> Self {
        Self::new(true, Payload::Own, Delivery::Whole).delayed(delay)
    }

    /// Loses the request: it is not carried out, and no response ever comes.
    pub fn lose_request() -> Self {
        Self::new(false, Payload::Own, Delivery::Never)
    }

    /// Carries the request out, and loses the response: none ever comes.
    pub fn lose_response() -> Self {
        Self::new(true, Payload::Own, Delivery::Never)
    }

    /// Carries the request out, and closes the connection after as many bytes
    /// of the response's body. A body that is no longer than that arrives whole.
    pub fn cut(bytes: usize) -> Self {
        Self::new(true, Payload::Own, Delivery::Cut(bytes))
    }

    /// Carries the request out, and sends as many bytes of the response's body,
    /// and never one more. With 0 the response stops after its head.
    pub fn stall(bytes: usize) -> Self {
        Self::new(true, Payload::Own, Delivery::Stall(bytes))
    }

    /// Carries the request out, and sends the response's body in pieces of some
    /// bytes, with a pause before each, a day at most.
    pub fn drip(bytes: usize, pause: Duration) -> Self {
        Self::new(true, Payload::Own, Delivery::Drip(bytes.max(1), pause.min(MOST_DELAY)))
    }

    /// Carries the request out, and responds with another body.
    pub fn body(body: impl Into<Bytes>) -> Self {
        Self::new(true, Payload::Body(None, body.into()), Delivery::Whole)
    }

    /// Carries the request out, and responds with random bytes, 64 MiB at
    /// most.
    pub fn garbage(bytes: usize) -> Self {
        Self::new(true, Payload::Garbage(bytes.min(MOST_BYTES)), Delivery::Whole)
    }

    /// Carries the request out, and fills the response's body with white
    /// space up to this length, 64 MiB at most: JSON that only its size speaks
    /// against.
    pub fn oversized(bytes: usize) -> Self {
        Self::new(true, Payload::Padded(bytes.min(MOST_BYTES)), Delivery::Whole)
    }

    /// How much memory it takes, but for a body.
    pub(super) fn size(&self) -> usize {
        let headers = self.headers.iter();
        let header = size_of::<(HeaderName, HeaderValue)>();
        size_of::<Self>()
            + headers.map(|(name, value)| header + name.as_str().len() + value.len()).sum::<usize>()
    }

    /// Carries the request out before it goes wrong.
    pub fn after_effect(mut self) -> Self {
        self.effect = true;
        self
    }

    /// Does not carry the request out.
    ///
    /// Where the fault would deliver the sandbox's own response there is none
    /// then: it is a 500.
    pub fn without_effect(mut self) -> Self {
        self.effect = false;
        self
    }

    /// Closes the connection, where the response would never come.
    pub fn reset(mut self) -> Self {
        self.delivery = match self.delivery {
            Delivery::Never => Delivery::Reset,
            Delivery::Stall(bytes) => Delivery::Cut(bytes),
            other => other,
        };
        self
    }

    /// With a pause before the response, a day at most.
    pub fn delayed(mut self, delay: Duration) -> Self {
        self.delay = delay.min(MOST_DELAY);
        self
    }

    /// With a header, in place of the response's own. One that cannot be sent is
    /// left out.
    pub fn header(mut self, name: impl AsRef<[u8]>, value: impl AsRef<[u8]>) -> Self {
        let name = HeaderName::from_bytes(name.as_ref());
        let value = HeaderValue::from_bytes(value.as_ref());
        if let (Ok(name), Ok(value)) = (name, value) {
            self.headers.insert(name, value);
        }
        self
    }

    /// With `Retry-After` in seconds.
    pub fn retry_after_seconds(self, seconds: u64) -> Self {
        self.retry_after(seconds.to_string())
    }

    /// With `Retry-After` as a date, of the year 9999 at most, which is all that
    /// HTTP can write.
    pub fn retry_after_date(self, date: DateTime<Utc>) -> Self {
        let date = writable(date);
        self.retry_after(date.format("%a, %d %b %Y %H:%M:%S GMT").to_string())
    }

    /// With any text in `Retry-After`: a fraction, a negative number, one that
    /// is far too large, or none at all.
    pub fn retry_after(self, text: impl AsRef<str>) -> Self {
        self.header(RETRY_AFTER, text.as_ref())
    }
}

/// A status that a response can have; below 200 none is at its end.
fn code(status: u16) -> StatusCode {
    StatusCode::from_u16(status)
        .ok()
        .filter(|status| !status.is_informational())
        .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
