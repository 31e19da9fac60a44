//! One request on its way through the sandbox.

use ::http::{Request, Response, StatusCode};
use bytes::Bytes;
use chrono::{DateTime, Utc};

use super::record::Call;
use super::request::{Asked, Content};
use super::response::Refusal;
use super::route::Route;
use super::value::Core;
use super::{cors, gate, operation};
use crate::api::types::JobConfig;
use crate::sandbox::fault::{Reply, apply};

/// How long the body of a request may be, in bytes.
pub const MAX_BODY_BYTES: usize = 8 * 1024 * 1024;

/// The body of a request, as far as it was read.
#[derive(Clone, Copy, Debug)]
pub(in crate::sandbox) enum Body<'a> {
    Whole(&'a [u8]),
    TooLong,
}

impl Body<'_> {
    /// What it holds; nothing when it is too long. Only the shell looks at the
    /// length while it reads.
    fn content(self) -> Option<Content> {
        match self {
            Self::Whole(body) if body.len() <= MAX_BODY_BYTES => Some(Content::parse(body)),
            Self::Whole(_) | Self::TooLong => None,
        }
    }
}

/// The sandbox's own response to a request.
struct Own {
    response: Response<Bytes>,
    /// Whether the request got to its operation.
    carried_out: bool,
}

impl Core {
    /// Decides about one request.
    pub(in crate::sandbox) fn handle(
        &mut self,
        head: &Request<()>,
        body: Body<'_>,
        now: DateTime<Utc>,
    ) -> Reply {
        self.pass_time(now);
        if let Some(response) = self.cors.then(|| cors::preflight(head)).flatten() {
            return response.into();
        }
        let content = body.content();
        let route = Route::find(head.method(), head.uri().path());
        let known = route.as_ref().ok().map(|route| (route.operation.id, route.job.clone()));
        let operation = known.as_ref().map(|(operation, _)| *operation);
        let fault = self.faults.next(operation);
        let effect = fault.as_ref().is_none_or(|fault| fault.effect);
        let own = effect.then(|| self.respond(head, content.as_ref(), route, now));
        let carried_out = own.as_ref().is_some_and(|own| own.carried_out);
        let own = own.map(|own| own.response);
        let mut reply = match (&fault, own) {
            (Some(fault), own) => apply(fault, own, refuse, self.faults.noise()),
            (None, Some(own)) => own.into(),
            (None, None) => refuse(StatusCode::INTERNAL_SERVER_ERROR).into(),
        };
        if self.cors {
            cors::allow(reply.response.headers_mut());
        }
        let uri = head.uri();
        self.calls.push(Call {
            at: now,
            method: head.method().to_string(),
            path: uri.path_and_query().map_or(uri.path(), |both| both.as_str()).to_owned(),
            operation,
            job: known.map(|(_, job)| job).filter(|job| !job.is_empty()),
            body: content.and_then(Content::into_json),
            status: reply.delivery.has_head().then(|| reply.response.status().as_u16()),
            carried_out,
            fault,
        });
        reply
    }

    /// What it responds without a fault. Without content the body was too long.
    fn respond(
        &mut self,
        head: &Request<()>,
        content: Option<&Content>,
        route: Result<Route, Refusal>,
        now: DateTime<Utc>,
    ) -> Own {
        let mut carried_out = false;
        let response = route.and_then(|route| {
            gate::check_token(head, &self.token)?;
            let content = content.ok_or_else(too_long)?;
            let asked = Asked::check(head, &route, content, &self.rules, now)?;
            carried_out = true;
            operation::run(self, &asked)
        });
        Own { response: response.unwrap_or_else(Refusal::into_response), carried_out }
    }

    /// Adds a job as create does.
    pub(in crate::sandbox) fn add(&mut self, config: JobConfig, now: DateTime<Utc>) -> String {
        self.pass_time(now);
        let place = operation::add(self, config, now);
        self.jobs.job_at(place).map(|job| job.id.to_string()).unwrap_or_default()
    }
}

fn too_long() -> Refusal {
    let message = format!("the body is longer than {MAX_BODY_BYTES} bytes");
    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, message)
}

/// The response of a fault with a status.
fn refuse(status: StatusCode) -> Response<Bytes> {
    let message = status.canonical_reason().unwrap_or("a fault of the sandbox");
    Refusal::new(status, message.to_lowercase()).into_response()
}
