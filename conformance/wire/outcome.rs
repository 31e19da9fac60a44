//! An outcome from its JSON, put together by the words that people use:
//! [`Outcome`] and [`Next`]. A member that they have no word for is an error.

use flatfile_jobs::api::types::{
    JobOutcomeNext, JobOutcomeNextFileObject, JobOutcomeTriggerAudience, JobOutcomeTriggerDetails,
    JobOutcomeTriggerType,
};
use flatfile_jobs::{Next, Outcome};
use serde_json::{Map, Value};

use crate::world::Failure;

type Members = Map<String, Value>;

/// The outcome of a body.
pub fn outcome(body: Option<&Value>) -> Result<Outcome, Failure> {
    let message = body.and_then(|body| body.pointer("/outcome/message"));
    let mut outcome = match message {
        Some(message) => Outcome::new().message(text(message)?),
        None => Outcome::new(),
    };
    for (name, value) in &members(body)? {
        outcome = match name.as_str() {
            "info" => outcome.info(text(value)?),
            "outcome" => shown(outcome, value)?,
            _ => return Err(format!("no word for {name}").into()),
        };
    }
    Ok(outcome)
}

fn shown(mut outcome: Outcome, value: &Value) -> Result<Outcome, Failure> {
    for (name, value) in &members(Some(value))? {
        outcome = match name.as_str() {
            "acknowledge" => outcome.acknowledge(truth(value)?),
            "buttonText" => outcome.button_text(text(value)?),
            "heading" => outcome.heading(text(value)?),
            "hideDefaultButton" => outcome.hide_default_button(truth(value)?),
            // It was begun with that.
            "message" => outcome,
            "next" => outcome.next(next(value)?),
            "trigger" => trigger(outcome, value)?,
            _ => return Err(format!("no word for {name}").into()),
        };
    }
    Ok(outcome)
}

fn trigger(outcome: Outcome, value: &Value) -> Result<Outcome, Failure> {
    let Some(details) = value.as_object() else {
        let kind: JobOutcomeTriggerType = serde_json::from_value(value.clone())?;
        return Ok(outcome.trigger(kind));
    };
    let kind: JobOutcomeTriggerType = serde_json::from_value(value["type"].clone())?;
    Ok(match details.get("audience") {
        None => outcome.trigger(JobOutcomeTriggerDetails::new(kind)),
        Some(audience) => {
            let audience: JobOutcomeTriggerAudience = serde_json::from_value(audience.clone())?;
            outcome.trigger((kind, audience))
        }
    })
}

/// One of the nine kinds, by its own words.
fn next(value: &Value) -> Result<JobOutcomeNext, Failure> {
    let required = |name: &str| text(&value[name]);
    macro_rules! with {
        ($next:expr, $($name:literal => $word:ident as $read:ident),*) => {{
            let mut next = $next;
            $(if let Some(value) = value.get($name) {
                next = next.$word($read(value)?);
            })*
            next.into()
        }};
    }
    Ok(match value["type"].as_str().unwrap_or_default() {
        "id" => with!(
            Next::id(required("id")?),
            "label" => label as text, "path" => path as text, "query" => query as text
        ),
        "url" => with!(
            Next::url(required("url")?), "label" => label as text, "replace" => replace as truth
        ),
        "download" => with!(
            Next::download(required("url")?),
            "label" => label as text, "fileName" => file_name as text
        ),
        "files" => with!(Next::files(files(&value["files"])?), "label" => label as text),
        "wait" => with!(Next::wait(), "fade" => fade as truth, "confetti" => confetti as truth),
        "snapshot" => with!(
            Next::snapshot(required("snapshotId")?, required("sheetId")?), "label" => label as text
        ),
        "retry" => with!(Next::retry(), "label" => label as text),
        "view" => with!(
            Next::view(required("sheetId")?, texts(&value["hiddenColumns"])?),
            "label" => label as text
        ),
        "clearFilters" => with!(
            Next::clear_filters(), "label" => label as text, "sheetIds" => sheets as texts
        ),
        other => return Err(format!("no word for a next step {other}").into()),
    })
}

fn files(value: &Value) -> Result<Vec<JobOutcomeNextFileObject>, Failure> {
    let file = |value: &Value| {
        let file = JobOutcomeNextFileObject::new(text(&value["fileId"])?);
        Ok(match value.get("label") {
            Some(label) => file.with_label(text(label)?),
            None => file,
        })
    };
    value.as_array().into_iter().flatten().map(file).collect()
}

fn members(value: Option<&Value>) -> Result<Members, Failure> {
    match value {
        None => Ok(Members::new()),
        Some(Value::Object(members)) => Ok(members.clone()),
        Some(other) => Err(format!("{other} is no object").into()),
    }
}

fn text(value: &Value) -> Result<String, Failure> {
    Ok(value.as_str().ok_or_else(|| format!("{value} is no text"))?.to_owned())
}

fn texts(value: &Value) -> Result<Vec<String>, Failure> {
    value.as_array().into_iter().flatten().map(text).collect()
}

fn truth(value: &Value) -> Result<bool, Failure> {
    value.as_bool().ok_or_else(|| format!("{value} is neither true nor false").into())
}
