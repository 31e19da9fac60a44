//! One request on its way through the sandbox: what can be said of it without
//! the jobs, then what is done.

use std::error::Error as StdError;
use std::fmt;

use ::http::{Request, Response, StatusCode};
use bytes::Bytes;
use chrono::{DateTime, Utc};

use super::record::Kept;
use super::request::{Asked, Content};
use super::response::Refusal;
use super::route::Route;
use super::setting::Setting;
use super::value::Core;
use super::{cors, gate, operation};
use crate::api::OperationId;
use crate::api::types::JobConfig;
use crate::sandbox::fault::{Reply, apply};

/// How long the body of a request may be, in bytes.
pub const MAX_BODY_BYTES: usize = 8 * 1024 * 1024;

/// The body of a request is longer than [`MAX_BODY_BYTES`],
/// and was not read: the API refuses such a request with 413.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BodyTooLong;

impl fmt::Display for BodyTooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the body is longer than {MAX_BODY_BYTES} bytes")
    }
}

impl StdError for BodyTooLong {}

/// The body of a request, as far as it was read.
#[derive(Clone, Copy, Debug)]
pub(in crate::sandbox) enum Body<'a> {
    Whole(&'a [u8]),
    TooLong,
}

impl<'a> Body<'a> {
    /// What it holds; nothing when it is too long. Only the shell looks at the
    /// length while it reads.
    fn content(self) -> Option<Content> {
        self.bytes().map(Content::parse)
    }

    fn bytes(self) -> Option<&'a [u8]> {
        match self {
            Self::Whole(body) if body.len() <= MAX_BODY_BYTES => Some(body),
            Self::Whole(_) | Self::TooLong => None,
        }
    }
}

/// A request after all that can be said of it without the jobs.
pub(in crate::sandbox) struct Prepared<'a> {
    operation: Option<OperationId>,
    asked: Result<Asked<'a>, Refusal>,
    /// What is kept of it, but for what comes of it.
    kept: Kept,
}

/// Checks a request against the contract. `decide` is given what was found, and
/// is the only part of it for which the jobs have to be held.
pub(in crate::sandbox) fn prepare(
    setting: &Setting,
    head: &Request<()>,
    body: Body<'_>,
    now: DateTime<Utc>,
    decide: impl FnOnce(Prepared<'_>) -> Reply,
) -> Reply {
    if let Some(response) = setting.cors.then(|| cors::preflight(head)).flatten() {
        return response.into();
    }
    let content = body.content();
    let kept = kept(head, body, content.as_ref(), now);
    let route = Route::find(head.method(), head.uri().path());
    let operation = route.as_ref().ok().map(|route| route.operation.id);
    let asked = route.and_then(|route| {
        gate::check_token(head, &setting.token)?;
        let content = content.as_ref().ok_or_else(too_long)?;
        Asked::check(head, route, content, &setting.rules, now)
    });
    let mut reply = decide(Prepared { operation, asked, kept });
    if setting.cors {
        cors::allow(reply.response.headers_mut());
    }
    reply
}

impl Core {
    /// Decides about one request.
    pub(in crate::sandbox) fn handle(&mut self, prepared: Prepared<'_>) -> Reply {
        let Prepared { operation, asked, mut kept } = prepared;
        self.pass_time(kept.at);
        let fault = self.faults.next(operation);
        let own = fault.as_ref().is_none_or(|fault| fault.effect).then(|| {
            kept.carried_out = asked.is_ok();
            let response = asked.and_then(|asked| operation::run(self, &asked));
            self.tell();
            response.unwrap_or_else(Refusal::into_response)
        });
        let reply = match (&fault, own) {
            (Some(fault), own) => apply(fault, own, refuse, self.faults.noise()),
            (None, Some(own)) => own.into(),
            (None, None) => refuse(StatusCode::INTERNAL_SERVER_ERROR).into(),
        };
        kept.status = reply.delivery.has_head().then(|| reply.response.status().as_u16());
        kept.fault = fault.map(Box::new);
        self.calls.add(kept);
        reply
    }

    /// Adds a job as create does.
    pub(in crate::sandbox) fn add(&mut self, config: JobConfig, now: DateTime<Utc>) -> String {
        self.pass_time(now);
        let place = operation::add(self, config, now);
        self.tell();
        self.jobs.job_at(place).map(|job| job.id.to_string()).unwrap_or_default()
    }
}

/// What is kept of a request before anything comes of it.
fn kept(head: &Request<()>, body: Body<'_>, content: Option<&Content>, at: DateTime<Utc>) -> Kept {
    let uri = head.uri();
    // Copied: a piece of what was read would hold all that was read with it.
    let json = body.bytes().filter(|_| content.is_some_and(Content::is_json));
    Kept {
        at,
        method: head.method().clone(),
        path: uri.path_and_query().map_or(uri.path(), |both| both.as_str()).into(),
        body: json.map(Bytes::copy_from_slice).unwrap_or_default(),
        status: None,
        carried_out: false,
        fault: None,
    }
}

fn too_long() -> Refusal {
    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, BodyTooLong.to_string())
}

/// The response of a fault with a status.
fn refuse(status: StatusCode) -> Response<Bytes> {
    let message = status.canonical_reason().unwrap_or("a fault of the sandbox");
    Refusal::new(status, message.to_lowercase()).into_response()
}
