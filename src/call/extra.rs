//! What a caller adds to requests that the contract does not name.

use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderName, HeaderValue};

/// Headers and query parameters that the contract does not name.
#[derive(Clone, Default)]
pub(crate) struct Extra {
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) query: Vec<(String, String)>,
    /// Why the first one that cannot be sent cannot.
    refused: Option<String>,
}

impl Extra {
    pub(super) fn add_header(&mut self, name: &str, value: &str) {
        match header(name, value) {
            Ok(header) => self.headers.push(header),
            Err(reason) => {
                self.refused.get_or_insert(reason);
            }
        }
    }

    /// Why the first header that cannot be sent cannot.
    pub(super) fn refused(&self) -> Option<&str> {
        self.refused.as_deref()
    }
}

/// Whether a client sets this header itself, so that nobody else may.
fn is_own_header(name: &HeaderName) -> bool {
    use http::header::{ACCEPT, AUTHORIZATION, HOST, USER_AGENT};

    let constant = crate::api::OPERATIONS.iter().flat_map(|each| each.constant_headers);
    [ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HOST, USER_AGENT].contains(name)
        || constant.into_iter().any(|(constant, _)| name == constant)
}

/// Headers that are about the connection and the framing of what goes over it.
const FRAMING: [&str; 9] = [
    "connection",
    "expect",
    "http2-settings",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Headers that ask for another response than the whole body as it is: compressed,
/// a part of it, a difference, or none.
const FORM: [&str; 4] = ["a-im", "accept-encoding", "prefer", "range"];

/// Headers that say so of the request.
const SENT: [&str; 2] = ["content-encoding", "content-range"];

/// What a header of preconditions begins with.
const CONDITION: &str = "if-";

/// Why nobody may set a header, where that is so: a response that cannot be read
/// would leave an end in doubt.
fn fault(name: &HeaderName) -> Option<String> {
    let text = name.as_str();
    if is_own_header(name) {
        return Some(format!("the client sets the header `{name}` itself"));
    }
    if FRAMING.contains(&text) {
        return Some(format!("the header `{name}` is the connection's own"));
    }
    if SENT.contains(&text) {
        return Some(format!(
            "the header `{name}` says that the body is not whole and plain, and it is sent so"
        ));
    }
    let form = FORM.contains(&text) || text.starts_with(CONDITION);
    form.then(|| {
        format!(
            "the header `{name}` may change what comes back: a response is read whole and plain"
        )
    })
}

fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let name: HeaderName =
        name.parse().map_err(|_| format!("{name:?} cannot be the name of a header"))?;
    if let Some(fault) = fault(&name) {
        return Err(fault);
    }
    // The value may be a secret: it is not repeated, and not shown.
    let mut value = HeaderValue::from_str(value)
        .map_err(|_| format!("the value of the header `{name}` cannot be sent"))?;
    value.set_sensitive(true);
    Ok((name, value))
}

impl std::fmt::Debug for Extra {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let headers: Vec<_> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        let query: Vec<_> = self.query.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Extra").field("headers", &headers).field("query", &query).finish()
    }
}
