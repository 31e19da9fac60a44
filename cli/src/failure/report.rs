//! A failure on standard error, for people or as one line of JSON.

use serde_json::{Map, Value, json};

use super::Failure;
use crate::output::{clean, style, to_line, warn_styled};

/// Says a failure on standard error.
pub fn report(failure: &Failure, as_json: bool) {
    warn_styled(&said(failure, as_json));
}

/// What is said of a failure: a line of JSON, or what happened and the next step.
pub fn said(failure: &Failure, as_json: bool) -> String {
    if as_json {
        return to_line(&json!({ "error": fields(failure) }));
    }
    let what = format!("{}: {}", style::bad("error"), clean(&failure.what));
    match &failure.next_step {
        Some(step) => format!("{what}\n  {}: {}", style::faint("next"), clean(step)),
        None => what,
    }
}

/// A failure as the documented JSON object; what is not known is left out.
pub fn fields(failure: &Failure) -> Value {
    let mut fields = Map::new();
    fields.insert("kind".to_owned(), failure.kind.name().into());
    fields.insert("exit_status".to_owned(), failure.kind.code().into());
    fields.insert("message".to_owned(), failure.what.as_str().into());
    if let Some(step) = &failure.next_step {
        fields.insert("next".to_owned(), step.as_str().into());
    }
    if let Some(error) = &failure.error {
        let seconds = error.retry_after().map(|wait| wait.as_secs_f64().ceil());
        let known = [
            ("operation", error.operation().map(|operation| json!(operation.name))),
            ("job", error.job().map(|job| json!(job))),
            ("http_status", error.status().map(|status| json!(status))),
            ("request_id", error.request_id().map(|id| json!(id))),
            ("attempts", Some(json!(error.attempts().len()))),
            ("retry_after_seconds", seconds.map(|seconds| json!(seconds))),
        ];
        let known = known.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        fields.extend(known);
    }
    Value::Object(fields)
}
