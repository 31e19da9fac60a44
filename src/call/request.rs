//! The last touch to a request that the generated client built.

use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, USER_AGENT};
use http::{HeaderName, HeaderValue};
use reqwest::Request;

use super::shared::Shared;
use crate::api::{BodyRule, Operation, OperationId};

/// progenitor sends the contract's version with every request; the API does
/// not know this header.
const API_VERSION: HeaderName = HeaderName::from_static("api-version");

/// Makes a request whole, the token aside: that is set for each attempt.
///
/// # Errors
///
/// Says why the request must not be sent.
pub(crate) fn prepare(
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
    }
    if request.body().is_none() && matches!(operation.method, "POST" | "PUT" | "PATCH") {
        // HTTP asks for it; some proxies answer 411 without.
        request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    Ok(())
}

/// A request that reads the job whose id stands in a path as `job`.
pub(crate) fn read_job(job: &str, shared: &Shared) -> Option<Request> {
    let operation = OperationId::GetJob.operation();
    let mut url = reqwest::Url::parse(shared.base_url.as_str()).ok()?;
    let method = operation.method.parse().ok()?;
    let mut path = url.path().to_owned();
    for segment in operation.segments() {
        path.push('/');
        path.push_str(if is_parameter(segment) { job } else { segment });
    }
    url.set_path(&path);
    let mut request = Request::new(method, url);
    request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
    prepare(&mut request, operation, shared).ok()?;
    Some(request)
}

/// The id in the path, as it stands there.
pub(crate) fn job_of(request: &Request, operation: &Operation, shared: &Shared) -> Option<String> {
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
