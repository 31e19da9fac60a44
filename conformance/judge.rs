//! Judges a step by what the sandbox recorded, whatever the client says.

use std::collections::BTreeMap;

use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::Job;
use flatfile_jobs::sandbox::{By, Call, Sandbox};
use serde_json::Value;

use crate::json::normal;
use crate::step::{Seen, Step};

/// The sandbox as it was after the step before.
pub struct Judge<'a> {
    sandbox: &'a Sandbox,
    /// The jobs that steps were about, as they were.
    before: BTreeMap<String, Job>,
}

impl<'a> Judge<'a> {
    pub fn new(sandbox: &'a Sandbox) -> Self {
        sandbox.forget_calls();
        Self { sandbox, before: BTreeMap::new() }
    }

    /// All that is not as the step has it.
    pub fn judge(&mut self, operation: OperationId, step: &Step, seen: &Seen) -> Vec<String> {
        let calls = self.sandbox.calls();
        self.sandbox.forget_calls();
        let mut wrong = Vec::new();
        let statuses: Vec<u16> = calls.iter().filter_map(|call| call.status).collect();
        if statuses != step.statuses() || statuses.len() != calls.len() {
            wrong.push(format!("the record has the answers {statuses:?}"));
        }
        for call in &calls {
            wrong.extend(one_call(operation, step, call));
        }
        let id = created(seen).or_else(|| step.job.clone());
        if let Some(id) = id {
            wrong.extend(self.state(operation, step, &id));
        }
        for job in seen.job.iter().chain(&seen.jobs) {
            wrong.extend(self.same(job));
        }
        wrong
    }

    /// What became of the job.
    fn state(&mut self, operation: OperationId, step: &Step, id: &str) -> Option<String> {
        let job = self.sandbox.job(id);
        let status = job.as_ref().and_then(|job| job.status.as_ref()).map(ToString::to_string);
        let status = status.unwrap_or_else(|| "gone".to_owned());
        if step.then.as_ref().is_some_and(|then| *then != status) {
            return Some(format!("the job is {status} in the sandbox"));
        }
        let before = match job.clone() {
            Some(job) => self.before.insert(id.to_owned(), job),
            None => self.before.remove(id),
        };
        if step.status != 200 {
            let changed = before.is_some() && before != job;
            return changed.then(|| "it was refused, but the job has changed".to_owned());
        }
        let last = self.sandbox.history(id).pop()?;
        let by = last.by == By::Operation(operation);
        let end = operation.operation().settles_to.as_ref();
        match end {
            Some(end) if !by || !last.is_end() || last.to.as_ref() != Some(end) => {
                Some(format!("the history ends with {last:?}"))
            }
            None if step.then.as_deref() == Some("gone") && !by => {
                Some(format!("the history ends with {last:?}"))
            }
            _ => None,
        }
    }

    /// Whether the client read what the sandbox has.
    fn same(&self, seen: &Value) -> Option<String> {
        let id = seen["id"].as_str().unwrap_or_default();
        let Some(job) = self.sandbox.job(id) else {
            return Some(format!("the client saw a job {id} that is not there"));
        };
        let (seen, has) = (normal(seen), normal(&serde_json::to_value(job).unwrap_or_default()));
        (seen != has).then(|| format!("the client made {seen} of {has}"))
    }
}

/// The id of the job of an answer, which a creation does not know before.
fn created(seen: &Seen) -> Option<String> {
    Some(seen.job.as_ref()?["id"].as_str()?.to_owned())
}

/// One call of the record against what was given to the client.
fn one_call(operation: OperationId, step: &Step, call: &Call) -> Option<String> {
    if call.operation != Some(operation) {
        return Some(format!("the record has {} {}", call.method, call.path));
    }
    if call.job != step.job {
        return Some(format!("the call was about the job {:?}", call.job));
    }
    let body = normal(call.body.as_ref().unwrap_or(&Value::Null));
    let sent = normal(&step.sent);
    if body != sent {
        return Some(format!("the body was {body}, not {sent}"));
    }
    let query = query(&call.path);
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let wanted: BTreeMap<String, String> =
        step.query.iter().map(|(name, value)| (name.clone(), text(value))).collect();
    (query != wanted).then(|| format!("the query was {query:?}, not {wanted:?}"))
}

/// The query of a path, decoded.
pub fn query(path: &str) -> BTreeMap<String, String> {
    let decode = |text: &str| {
        let text = text.replace('+', " ");
        percent_encoding::percent_decode_str(&text).decode_utf8_lossy().into_owned()
    };
    let pairs = path.split_once('?').map_or("", |(_, query)| query).split('&');
    let pairs = pairs.filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (decode(name), decode(value))).collect()
}
