//! Reading a job.

use ::http::Response;
use bytes::Bytes;

use super::find;
use crate::api::types::JobResponse;
use crate::sandbox::core::Core;
use crate::sandbox::core::answer::{Refusal, json};

pub(super) fn run(core: &mut Core, id: &str) -> Result<Response<Bytes>, Refusal> {
    Ok(json(&JobResponse::new(find(core, id)?.clone())))
}
