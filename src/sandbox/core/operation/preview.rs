//! Previewing a mutation. The sandbox has no records, so nothing differs.

use super::done::Done;
use crate::api::types::{DiffRecordsResponse, MutateJobConfig};
use crate::sandbox::core::request::Asked;
use crate::sandbox::core::response::json;

pub(super) fn run(asked: &Asked<'_>) -> Done {
    let _: MutateJobConfig = asked.body()?;
    Ok(json(&DiffRecordsResponse::new(Vec::new())))
}
