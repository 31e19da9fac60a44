//! Status and progress, in words and colours.

use flatfile_jobs::api::types::{Job, JobStatus};

use crate::output::{clean, style};

/// The status as the server spells it.
pub fn status_text(job: &Job) -> String {
    job.status.as_ref().map_or_else(|| "?".to_owned(), |status| clean(status.as_str()).into_owned())
}

/// A text in the colour of a status.
pub fn styled_status(status: Option<&JobStatus>, text: &str) -> String {
    match status.map(JobStatus::canonical) {
        Some(JobStatus::Complete) => style::good(text),
        Some(JobStatus::Failed) => style::bad(text),
        Some(JobStatus::Canceled) => style::uneasy(text),
        Some(JobStatus::Executing) => style::busy(text),
        _ => text.to_owned(),
    }
}

/// The progress, as a person reads it.
pub fn percent(job: &Job) -> String {
    match job.progress_percent() {
        Some(percent) if percent.fract() == 0.0 => format!("{percent:.0}%"),
        Some(percent) => format!("{percent:.1}%"),
        None => String::new(),
    }
}
