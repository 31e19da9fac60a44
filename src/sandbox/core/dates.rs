//! The dates that RFC 3339 can write: its years have four digits.

use chrono::{DateTime, Utc};

pub(in crate::sandbox) use crate::api::date::has_form as is_writable;
use crate::api::types::Job;

/// The first millisecond of the year 0 and the last one of the year 9999, since
/// 1970.
const REACH: (i64, i64) = (-62_167_219_200_000, 253_402_300_799_999);

/// The date, or the nearest one that can be written.
pub(in crate::sandbox) fn writable(date: DateTime<Utc>) -> DateTime<Utc> {
    if is_writable(&date) {
        return date;
    }
    let (first, last) = REACH;
    DateTime::from_timestamp_millis(date.timestamp_millis().clamp(first, last)).unwrap_or(date)
}

/// The dates of a job.
pub(super) fn of(job: &mut Job) -> impl Iterator<Item = &mut DateTime<Utc>> {
    let Job { created_at, updated_at, started_at, finished_at, outcome_acknowledged_at, .. } = job;
    let optional = [started_at, finished_at, outcome_acknowledged_at].into_iter().flatten();
    [created_at, updated_at].into_iter().chain(optional)
}
