//! What every request has to bring: the token, and the constant headers.

use ::http::header::AUTHORIZATION;
use ::http::{Request, StatusCode};

use super::answer::Refusal;
use crate::api::Operation;

pub(super) fn check(
    request: &Request<()>,
    operation: &Operation,
    token: &str,
) -> Result<(), Refusal> {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let given = header(AUTHORIZATION.as_str()).and_then(|value| value.strip_prefix("Bearer "));
    match given {
        None => {
            let message = "there is no bearer token in the Authorization header";
            return Err(Refusal::new(StatusCode::UNAUTHORIZED, message));
        }
        Some(given) if given != token => {
            return Err(Refusal::new(StatusCode::UNAUTHORIZED, "the token is not known here"));
        }
        Some(_) => {}
    }
    for (name, value) in operation.constant_headers {
        if header(name) != Some(value) {
            let message = format!("the header `{name}` has to be `{value}`");
            return Err(Refusal::new(StatusCode::BAD_REQUEST, message).about(*name));
        }
    }
    Ok(())
}
