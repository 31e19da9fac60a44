//! The settings of a client that can be wrong, judged before anything is sent.
//! Each refusal names its setting.

use std::time::Duration;

use http::HeaderValue;

use crate::auth::Bearer;
use crate::call::{fault_of_deadline, fault_of_max_response_bytes, fault_of_timeout};
use crate::error::Error;
use crate::retry::Retries;
use crate::written;

/// This crate's own part of `User-Agent`.
const USER_AGENT: &str = concat!("flatfile-jobs/", env!("CARGO_PKG_VERSION"));

/// `User-Agent`, with the caller's name before this crate's.
pub(super) fn user_agent(name: Option<&str>) -> Result<HeaderValue, Error> {
    let name = name.unwrap_or_default().trim();
    if name.is_empty() {
        return Ok(HeaderValue::from_static(USER_AGENT));
    }
    let sendable = name.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    let value = HeaderValue::from_str(&format!("{name} {USER_AGENT}")).ok();
    value.filter(|_| sendable).ok_or_else(|| {
        Error::configuration(
            "the user agent holds a character that cannot be sent in a header: \
             visible ASCII and spaces can",
        )
    })
}

/// The id of an environment, as it stands in a query. `setting` says where it
/// comes from.
pub(super) fn environment_id(
    id: &str,
    setting: &str,
    token: Option<&Bearer>,
) -> Result<String, Error> {
    let id = id.trim();
    let refuse = |reason: &str| Err(Error::configuration(format!("{setting} {reason}")));
    if id.is_empty() {
        return refuse("is empty; omit it if there is none");
    }
    if let Some(fault) = written::fault(id) {
        return refuse(fault);
    }
    if token.is_some_and(|token| token.is_in(id)) {
        return refuse("holds the token: give the id of an environment");
    }
    if id.chars().any(|one| one.is_whitespace() || one.is_control()) {
        return refuse("holds white space or a control character");
    }
    Ok(id.to_owned())
}

/// The limit of an attempt.
pub(super) fn timeout(timeout: Duration) -> Result<Duration, Error> {
    fault_of_timeout(timeout).map_or(Ok(timeout), |fault| Err(Error::configuration(fault)))
}

/// The bounds of a call.
pub(super) fn retries(retries: Option<Retries>) -> Result<Option<Retries>, Error> {
    let fault = retries.as_ref().and_then(|retries| fault_of_deadline(retries.deadline));
    fault.map_or(Ok(retries), |fault| Err(Error::configuration(fault)))
}

/// The limit of a response.
pub(super) fn max_response_bytes(bytes: usize) -> Result<usize, Error> {
    fault_of_max_response_bytes(bytes).map_or(Ok(bytes), |fault| Err(Error::configuration(fault)))
}
