//! What operations give back.

use ::http::Response;
use bytes::Bytes;

use crate::api::types::{JobResponse, Success, SuccessData};
use crate::sandbox::core::jobs::Place;
use crate::sandbox::core::response::{Refusal, json};
use crate::sandbox::core::value::Core;

pub(super) type Done = Result<Response<Bytes>, Refusal>;

/// The response with a job as it is now.
pub(super) fn job(core: &Core, place: Place) -> Response<Bytes> {
    json(&core.jobs.job_at(place).cloned().map(JobResponse::new))
}

/// The short word of success.
pub(super) fn success() -> Response<Bytes> {
    let done = SuccessData::default().with_success(true);
    json(&Success::default().with_data(done))
}
