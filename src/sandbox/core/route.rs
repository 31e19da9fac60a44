//! Which operation a request is for, by the operations table.

use std::borrow::Cow;
use std::sync::OnceLock;

use ::http::{Method, StatusCode};

use super::response::Refusal;
use crate::api::{OPERATIONS, Operation, VERSION};

/// An operation and the job that the path names.
#[derive(Debug)]
pub(super) struct Route {
    pub(super) operation: &'static Operation,
    pub(super) job: String,
}

/// A row of the operations table, its path taken to pieces once.
#[derive(Debug)]
struct Template {
    operation: &'static Operation,
    /// None for a parameter.
    segments: Vec<Option<&'static str>>,
}

impl Route {
    pub(super) fn find(method: &Method, path: &str) -> Result<Self, Refusal> {
        let written = segments(path);
        let literal = is_literal(&written);
        let of_method = |template: &&Template| template.operation.method == method.as_str();
        for template in candidates(literal).filter(of_method) {
            if let Some(job) = template.job(&written) {
                return Ok(Self { operation: template.operation, job: job.into_owned() });
            }
        }
        let methods = methods(path);
        if methods.is_empty() {
            return Err(Refusal::new(StatusCode::NOT_FOUND, format!("there is no path {path}")));
        }
        let message = format!("{path} does not take {method}");
        Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, message).allowing(&methods))
    }

    /// The name of the parameter in the path.
    pub(super) fn parameter(&self) -> String {
        self.operation.segments().find_map(parameter).unwrap_or_default().to_owned()
    }
}

/// The methods that a path has; none if there is no such path.
pub(super) fn methods(path: &str) -> Vec<&'static str> {
    let written = segments(path);
    candidates(is_literal(&written))
        .filter(|template| template.job(&written).is_some())
        .map(|template| template.operation.method)
        .collect()
}

/// The segments of a path below the base; none of one that is elsewhere.
fn segments(path: &str) -> Vec<&str> {
    let below = path.strip_prefix('/').and_then(|path| path.strip_prefix(VERSION));
    let below = below.and_then(|path| path.strip_prefix('/'));
    below.map_or_else(Vec::new, |below| below.split('/').collect())
}

/// Whether a path is written out in the contract. It goes before one with a
/// parameter then, as OpenAPI has it.
fn is_literal(written: &[&str]) -> bool {
    candidates(true).any(|template| template.job(written).is_some())
}

/// The paths without a parameter, or those with one.
fn candidates(literal: bool) -> impl Iterator<Item = &'static Template> {
    static TEMPLATES: OnceLock<[Vec<Template>; 2]> = OnceLock::new();
    let [with, without] = TEMPLATES.get_or_init(|| {
        let (without, with) = OPERATIONS.iter().map(Template::new).partition(Template::is_literal);
        [with, without]
    });
    if literal { without.iter() } else { with.iter() }
}

impl Template {
    fn new(operation: &'static Operation) -> Self {
        let segment = |segment| parameter(segment).map_or(Some(segment), |_| None);
        Self { operation, segments: operation.segments().map(segment).collect() }
    }

    fn is_literal(&self) -> bool {
        self.segments.iter().all(Option::is_some)
    }

    /// The job that a path names, if it is of this form; an empty one where the
    /// form names none.
    fn job<'p>(&self, written: &[&'p str]) -> Option<Cow<'p, str>> {
        if self.segments.len() != written.len() {
            return None;
        }
        let mut job = Cow::Borrowed("");
        for (segment, written) in self.segments.iter().zip(written) {
            match segment {
                None => job = decode(written)?,
                Some(segment) if segment != written => return None,
                Some(_) => {}
            }
        }
        Some(job)
    }
}

/// The name of a parameter, which stands in braces.
fn parameter(segment: &'static str) -> Option<&'static str> {
    segment.strip_prefix('{').and_then(|segment| segment.strip_suffix('}'))
}

/// A segment without its percent-encoding.
fn decode(segment: &str) -> Option<Cow<'_, str>> {
    match segment.contains('%') {
        true => percent_encoding::percent_decode_str(segment).decode_utf8().ok(),
        false => Some(Cow::Borrowed(segment)).filter(|_| !segment.is_empty()),
    }
}
