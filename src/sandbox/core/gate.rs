//! What every request has to bring: the token, and the constant headers.

use ::http::header::{AUTHORIZATION, AsHeaderName};
use ::http::{Request, StatusCode};

use super::response::{Refusal, mistake};
use crate::api::Operation;
use crate::api::types::ErrorReason;

const SCHEME: &str = "Bearer";

/// 401 without the token.
pub(super) fn check_token(request: &Request<()>, token: &str) -> Result<(), Refusal> {
    let refused = |message| Err(Refusal::new(StatusCode::UNAUTHORIZED, message));
    match header(request, AUTHORIZATION).and_then(bearer) {
        None => refused("there is no bearer token in the Authorization header"),
        Some(given) if given != token => refused("the token is not known here"),
        Some(_) => Ok(()),
    }
}

/// The token of an Authorization header. The name of the scheme is read in any
/// case, and any number of spaces follows it, as HTTP has it.
fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case(SCHEME).then(|| token.trim_matches(' '))
}

/// The constant headers that are missing, or not as they have to be.
pub(super) fn mistakes(request: &Request<()>, operation: &Operation) -> Vec<ErrorReason> {
    let headers = operation.constant_headers.iter();
    let wrong = headers.filter(|(name, value)| header(request, *name) != Some(value));
    wrong
        .map(|(name, value)| mistake(*name, format!("the header `{name}` has to be `{value}`")))
        .collect()
}

fn header(request: &Request<()>, name: impl AsHeaderName) -> Option<&str> {
    request.headers().get(name).and_then(|value| value.to_str().ok())
}
