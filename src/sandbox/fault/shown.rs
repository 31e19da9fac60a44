//! A fault in words, for whoever reads a record of calls.

use std::fmt;

use super::{Delivery, Fault, Payload};

/// What comes of the call, as in `not carried out; status 503` or `carried out;
/// the response is lost, and the connection is closed`.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.effect { "carried out" } else { "not carried out" })?;
        if !self.delay.is_zero() {
            write!(f, "; {:?} late", self.delay)?;
        }
        if self.delivery.has_head() {
            match &self.payload {
                Payload::Own if self.effect => {}
                Payload::Own => f.write_str("; status 500")?,
                Payload::Status(status) => write!(f, "; status {}", status.as_u16())?,
                Payload::Body(Some(status), _) => {
                    write!(f, "; status {} with another body", status.as_u16())?;
                }
                Payload::Body(None, _) => f.write_str("; another body")?,
                Payload::Garbage(bytes) => write!(f, "; {bytes} bytes of garbage")?,
                Payload::Padded(bytes) => write!(f, "; filled up to {bytes} bytes")?,
            }
            for (name, value) in &self.headers {
                let value = value.to_str().unwrap_or("bytes that are no text");
                write!(f, "; {name}: {value}")?;
            }
        }
        match self.delivery {
            Delivery::Whole => Ok(()),
            Delivery::Never => f.write_str("; no response ever comes"),
            Delivery::Reset => f.write_str("; closed without a response"),
            Delivery::Cut(bytes) => write!(f, "; closed after {bytes} bytes of the body"),
            Delivery::Stall(bytes) => write!(f, "; nothing after {bytes} bytes of the body"),
            Delivery::Drip(bytes, pause) => {
                write!(f, "; {bytes} bytes of the body each {pause:?}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crate::sandbox::Fault;

    #[test]
    fn each_kind_has_words_of_its_own() {
        let second = Duration::from_secs(1);
        for (fault, words) in [
            (Fault::status(503), "not carried out; status 503"),
            (Fault::status(503).after_effect(), "carried out; status 503"),
            (
                Fault::status(429).retry_after_seconds(2),
                "not carried out; status 429; retry-after: 2",
            ),
            (
                Fault::html(502),
                "not carried out; status 502 with another body; content-type: text/html",
            ),
            (Fault::delay(second), "carried out; 1s late"),
            (Fault::lose_request(), "not carried out; no response ever comes"),
            (Fault::lose_response().reset(), "carried out; closed without a response"),
            (Fault::cut(3), "carried out; closed after 3 bytes of the body"),
            (Fault::stall(0), "carried out; nothing after 0 bytes of the body"),
            (Fault::drip(8, second), "carried out; 8 bytes of the body each 1s"),
            (Fault::body("{}"), "carried out; another body"),
            (Fault::garbage(9), "carried out; 9 bytes of garbage"),
            (Fault::oversized(10), "carried out; filled up to 10 bytes"),
            (Fault::delay(second).without_effect(), "not carried out; 1s late; status 500"),
        ] {
            assert_eq!(fault.to_string(), words);
        }
    }
}
