//! Which operation a request is for, by the operations table.

use ::http::{Method, StatusCode};

use super::response::Refusal;
use crate::api::{OPERATIONS, Operation};

/// Below this the operations stand.
const BASE: &str = "/v1";

/// An operation and the job that the path names.
#[derive(Debug)]
pub(super) struct Route {
    pub(super) operation: &'static Operation,
    pub(super) job: String,
}

impl Route {
    pub(super) fn find(method: &Method, path: &str) -> Result<Self, Refusal> {
        let matches = matches(path);
        let methods: Vec<&str> = matches.iter().map(|(operation, _)| operation.method).collect();
        for (operation, job) in matches {
            if operation.method == method.as_str() {
                return Ok(Self { operation, job });
            }
        }
        if methods.is_empty() {
            return Err(Refusal::new(StatusCode::NOT_FOUND, format!("there is no path {path}")));
        }
        let message = format!("{path} does not take {method}");
        Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, message).allowing(&methods))
    }

    /// The name of the parameter in the path.
    pub(super) fn parameter(&self) -> String {
        let parameter = self.operation.segments().find_map(|segment| {
            segment.strip_prefix('{').and_then(|segment| segment.strip_suffix('}'))
        });
        parameter.unwrap_or_default().to_owned()
    }
}

/// The methods that a path has; none if there is no such path.
pub(super) fn methods(path: &str) -> Vec<&'static str> {
    matches(path).into_iter().map(|(operation, _)| operation.method).collect()
}

/// The operations of a path, each with the job that the path names.
fn matches(path: &str) -> Vec<(&'static Operation, String)> {
    let below = path.strip_prefix(BASE).and_then(|path| path.strip_prefix('/'));
    let mut matches: Vec<_> = OPERATIONS
        .iter()
        .filter_map(|operation| Some((operation, job(operation, below?)?)))
        .collect();
    // A path that is written out goes before one with a parameter, as OpenAPI
    // has it.
    if matches.iter().any(|(_, job)| job.is_empty()) {
        matches.retain(|(_, job)| job.is_empty());
    }
    matches
}

/// The job that a path names, if the path is the operation's.
fn job(operation: &Operation, path: &str) -> Option<String> {
    let mut job = String::new();
    let mut written = path.split('/');
    for template in operation.segments() {
        let segment = written.next()?;
        if template.starts_with('{') {
            job = decode(segment)?;
        } else if template != segment {
            return None;
        }
    }
    (written.next().is_none()).then_some(job)
}

/// A segment without its percent-encoding.
fn decode(segment: &str) -> Option<String> {
    if segment.is_empty() {
        return None;
    }
    let decoded = percent_encoding::percent_decode_str(segment).decode_utf8().ok()?;
    Some(decoded.into_owned())
}
