//! What the sandbox is, without I/O: a value that is given a request and the
//! time, and decides how it responds and what goes wrong. It holds the jobs,
//! their histories, the plan of faults and a record of all calls.

mod cors;
mod course;
mod dates;
mod gate;
mod history;
mod jobs;
mod life_cycle;
mod operation;
mod record;
mod request;
mod response;
mod route;
mod state;

use ::http::{Request, Response, StatusCode};
use bytes::Bytes;
use chrono::{DateTime, Utc};

use super::fault::{Faults, Reply, apply};
use super::rules::Rules;
use crate::api::types::{Job, JobConfig, JobStatus, JobType};

pub(super) use self::dates::writable;
pub use self::history::{By, Change};
pub use self::life_cycle::{Transition, transition};
pub use self::record::Call;
pub(super) use self::state::State;

use self::jobs::Jobs;
use self::request::{Asked, Content};
use self::response::Refusal;
use self::route::Route;

/// How long the body of a request may be, in bytes.
pub const MAX_BODY_BYTES: usize = 8 * 1024 * 1024;

/// The source of the jobs that are added by their operation alone.
const SOURCE: &str = "us_wb_sandbox1";

/// The state of a sandbox.
#[derive(Debug)]
pub(super) struct Core {
    token: String,
    rules: Rules,
    faults: Faults,
    /// Whether pages of other origins may call it.
    cors: bool,
    jobs: Jobs,
    calls: Vec<Call>,
}

/// The body of a request, as far as it was read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Body<'a> {
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
    pub(super) fn new(token: String, rules: Rules, faults: Faults, cors: bool) -> Self {
        Self { token, rules, faults, cors, jobs: Jobs::default(), calls: Vec::new() }
    }

    /// Decides about one request.
    pub(super) fn handle(
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

    /// Adds a job that is being executed, the state in which most work on a
    /// job begins.
    pub(super) fn add_executing_job(&mut self, operation: &str, now: DateTime<Utc>) -> String {
        let id = self.jobs.new_id();
        let job = Job::new(now, id.as_str(), operation, SOURCE, JobType::Workbook, now)
            .with_status(JobStatus::Executing)
            .with_progress(0)
            .with_started_at(now);
        self.jobs.put(job, true, By::Owner);
        id
    }

    /// Adds a job as create does.
    pub(super) fn add(&mut self, config: JobConfig, now: DateTime<Utc>) -> String {
        self.pass_time(now);
        let place = operation::add(self, config, now);
        self.jobs.job_at(place).map(|job| job.id.to_string()).unwrap_or_default()
    }

    pub(super) fn put_job(&mut self, mut job: Job) {
        dates::of(&mut job).for_each(|date| *date = writable(*date));
        self.jobs.put(job, true, By::Owner);
    }

    pub(super) fn job(&mut self, id: &str, now: DateTime<Utc>) -> Option<&Job> {
        self.pass_time(now);
        self.jobs.job_at(self.jobs.find(id)?)
    }

    pub(super) fn history(&mut self, id: &str, now: DateTime<Utc>) -> &[Change] {
        self.pass_time(now);
        self.jobs.history(id)
    }

    pub(super) fn forget_deleted(&mut self) -> Vec<(String, Vec<Change>)> {
        self.jobs.forget_deleted()
    }

    pub(super) fn calls(&self) -> &[Call] {
        &self.calls
    }

    pub(super) fn forget_calls(&mut self) {
        self.calls = Vec::new();
    }

    pub(super) fn set_faults(&mut self, faults: Faults) {
        self.faults = faults;
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
