//! Reading JSON leniently: one odd member never costs the job that it is in.
//!
//! A text that fits is decoded once, by `serde_json` alone. Only one that does
//! not fit takes the long way: `events` takes the text apart without
//! recursion, `text` and `value` repair what only its encoding makes odd,
//! `lenient` decodes what is left and sets aside the optional members that do
//! not fit, and `mismatch` says why nothing came of it. `members` and `whole`
//! are what the build puts on the generated fields for that, `glance` looks
//! for the id and the status of a job and at nothing else, and `rows` reads a
//! page of jobs, each on its own.

mod events;
#[cfg(feature = "client")]
mod glance;
mod lenient;
mod members;
mod mismatch;
mod place;
mod properties;
#[cfg(feature = "client")]
mod rows;
mod text;
mod value;
mod whole;

use std::str;

use serde::de::DeserializeOwned;
use serde_json::Value;

pub use mismatch::Mismatch;

#[cfg(feature = "client")]
pub(crate) use glance::glance;
pub(crate) use members::{extra, optional};
#[cfg(feature = "client")]
pub(crate) use rows::{OddJob, Rows};
pub(crate) use whole::{optional_whole, whole};

#[cfg(feature = "client")]
pub(crate) use text::BYTE_ORDER_MARK;

pub(super) use lenient::union_name;

/// Reads JSON as leniently as every response is read.
///
/// Use it for what reaches you by other ways, a webhook for example; the
/// [module](crate::api) says what is repaired and what is set aside.
///
/// ```
/// use flatfile_jobs::api;
/// use flatfile_jobs::api::types::Job;
///
/// let text = br#"{ "id": "us_jb_1", "type": "workbook", "operation": "map",
///     "source": "us_wb_1", "createdAt": "2025-01-01T00:00:00Z",
///     "updatedAt": "2025-01-01T00:00:00Z", "startedAt": "" }"#;
/// let job: Job = api::read(text)?;
/// assert_eq!(job.started_at, None);
/// assert_eq!(job.extra["startedAt"], "");
/// # Ok::<(), api::Mismatch>(())
/// ```
///
/// It takes time in proportion to the length of the text, however many of its
/// members do not fit.
///
/// # Errors
///
/// Names the member that has to be there and does not fit, and what was
/// expected of it; it never shows what was there.
pub fn read<T: DeserializeOwned>(json: &[u8]) -> Result<T, Mismatch> {
    match strict(json) {
        Some(read) => Ok(read),
        None => leniently(json),
    }
}

/// One check of the encoding of the whole text, then one decoding.
fn strict<T: DeserializeOwned>(json: &[u8]) -> Option<T> {
    serde_json::from_str(str::from_utf8(json).ok()?).ok()
}

#[cold]
fn leniently<T: DeserializeOwned>(json: &[u8]) -> Result<T, Mismatch> {
    lenient::read(&value::parse(json)?, &place::Place::Root)
}

/// Where in a value there are members that a `T` sets aside, as JSON pointers.
pub(crate) fn aside<T: DeserializeOwned>(value: &Value) -> Vec<String> {
    lenient::aside::<T>(value)
}
