//! What operations give back.

use ::http::Response;
use bytes::Bytes;

use serde::{Serialize, Serializer};

use crate::api::types::{Job, Success, SuccessData};
use crate::api::wire;
use crate::sandbox::core::jobs::Place;
use crate::sandbox::core::response::{Refusal, json};
use crate::sandbox::core::value::Core;

pub(super) type Done = Result<Response<Bytes>, Refusal>;

/// The response with a job as it is now.
pub(super) fn job(core: &Core, place: Place) -> Response<Bytes> {
    json(&core.jobs.job_at(place).map(One))
}

/// A response about one job, which is not copied for it.
struct One<'a>(&'a Job);

impl Serialize for One<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([(wire::JOB, self.0)])
    }
}

/// The short word of success.
pub(super) fn success() -> Response<Bytes> {
    let done = SuccessData::default().with_success(true);
    json(&Success::default().with_data(done))
}
