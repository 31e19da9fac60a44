//! The last touch to a request that the generated client built.

use http::header::{CONTENT_LENGTH, CONTENT_TYPE, USER_AGENT};
use http::{HeaderName, HeaderValue};
use reqwest::Request;

use super::shared::Shared;
use crate::api::{BodyRule, Operation};

/// progenitor sends the contract's version with every request; the API does
/// not know this header.
const API_VERSION: HeaderName = HeaderName::from_static("api-version");

/// Makes a request whole, the token aside: that is set for each attempt.
///
/// # Errors
///
/// Says why the request must not be sent.
pub(super) fn prepare(
    request: &mut Request,
    operation: &'static Operation,
    shared: &Shared,
) -> Result<(), String> {
    path_parameters(request, operation, shared)?;
    let headers = request.headers_mut();
    headers.remove(API_VERSION);
    headers.insert(USER_AGENT, shared.user_agent.clone());
    for (name, value) in operation.constant_headers {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    let empty = request.body().and_then(reqwest::Body::as_bytes) == Some(b"{}");
    if operation.body == BodyRule::Optional && empty {
        // The generated builder writes `{}` where no body was given.
        *request.body_mut() = None;
        request.headers_mut().remove(CONTENT_TYPE);
        request.headers_mut().remove(CONTENT_LENGTH);
    }
    Ok(())
}

/// The id in the path, as it stands there.
pub(super) fn job_of(request: &Request, operation: &Operation, shared: &Shared) -> Option<String> {
    let segments = request.url().path_segments()?.skip(shared.base_url.segments());
    let (_, id) =
        operation.segments().zip(segments).find(|(template, _)| is_parameter(template))?;
    Some(id.to_owned())
}

/// The second fence around ids: the path still has the segments of the
/// operation, however the URL was put together.
fn path_parameters(
    request: &Request,
    operation: &Operation,
    shared: &Shared,
) -> Result<(), String> {
    let written: Vec<&str> = request
        .url()
        .path_segments()
        .map(|segments| segments.skip(shared.base_url.segments()).collect())
        .unwrap_or_default();
    let expected: Vec<&str> = operation.segments().collect();
    let fits = written.len() == expected.len()
        && expected.iter().zip(&written).all(|(template, written)| match is_parameter(template) {
            true => !written.is_empty(),
            false => template == written,
        });
    match fits {
        true => Ok(()),
        false => Err(format!("an id would change the path `{}`; nothing was sent", operation.path)),
    }
}

fn is_parameter(segment: &str) -> bool {
    segment.starts_with('{')
}
