//! What each operation does to the state.

mod fail;
mod get;

use ::http::{Request, Response, StatusCode};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;

use super::Core;
use super::answer::Refusal;
use super::route::Route;
use crate::api::OperationId;
use crate::api::types::Job;

/// Carries an operation out.
pub(super) fn run(
    core: &mut Core,
    route: &Route,
    request: &Request<Bytes>,
    now: DateTime<Utc>,
) -> Result<Response<Bytes>, Refusal> {
    match route.operation.id {
        OperationId::GetJob => get::run(core, &route.job),
        OperationId::FailJob => fail::run(core, &route.job, request, now),
        _ => {
            let message = format!("the sandbox does not have {} yet", route.operation.name);
            Err(Refusal::new(StatusCode::NOT_IMPLEMENTED, message))
        }
    }
}

/// The job, or 404.
fn find<'a>(core: &'a mut Core, id: &str) -> Result<&'a mut Job, Refusal> {
    let missing =
        || Refusal::new(StatusCode::NOT_FOUND, format!("there is no job {id}")).about("jobId");
    core.jobs.get_mut(id).ok_or_else(missing)
}

/// The body as its type, or a refusal that names the member.
fn body<T: DeserializeOwned>(request: &Request<Bytes>) -> Result<T, Refusal> {
    let mut json = serde_json::Deserializer::from_slice(request.body());
    serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let message = format!("the body does not fit: {}", error.inner());
        Refusal::new(StatusCode::BAD_REQUEST, message).about(error.path().to_string())
    })
}

/// A body that may be left out.
fn optional_body<T: DeserializeOwned + Default>(request: &Request<Bytes>) -> Result<T, Refusal> {
    match request.body().trim_ascii() {
        b"" => Ok(T::default()),
        _ => body(request),
    }
}
