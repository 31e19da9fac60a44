//! What the sandbox is, without I/O: a value that is given a request and the
//! time, and decides what is answered and what goes wrong. It holds the jobs,
//! their histories, the plan of faults and a record of all calls.

mod answer;
mod course;
mod gate;
mod history;
mod jobs;
mod life_cycle;
mod operation;
mod record;
mod request;
mod route;
mod state;

use ::http::{Request, Response, StatusCode};
use bytes::Bytes;
use chrono::{DateTime, Utc};

use super::fault::{Faults, Reply, apply};
use super::rules::Rules;
use crate::api::types::{Job, JobConfig, JobStatus, JobType};

pub use self::history::{By, Change};
pub use self::life_cycle::{Transition, transition};
pub use self::record::Call;
pub(super) use self::state::State;

use self::answer::Refusal;
use self::jobs::Jobs;
use self::request::Asked;
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
    /// The same with its length looked at: only the shell does so while it
    /// reads.
    fn checked(self) -> Self {
        match self {
            Self::Whole(body) if body.len() > MAX_BODY_BYTES => Self::TooLong,
            other => other,
        }
    }
}

impl Core {
    pub(super) fn new(token: String, rules: Rules, faults: Faults) -> Self {
        Self { token, rules, faults, jobs: Jobs::default(), calls: Vec::new() }
    }

    /// Decides about one request.
    pub(super) fn handle(
        &mut self,
        head: &Request<()>,
        body: Body<'_>,
        now: DateTime<Utc>,
    ) -> Reply {
        self.pass_time(now);
        let body = body.checked();
        let route = Route::find(head.method(), head.uri().path());
        let mut call = Call::new(head, body, route.as_ref().ok(), now);
        let Some(fault) = self.faults.next(call.operation) else {
            let answer = self.answer(head, body, route, now);
            call.status = Some(answer.status().as_u16());
            self.calls.push(call);
            return answer.into();
        };
        let own = fault.effect.then(|| self.answer(head, body, route, now));
        let reply = apply(&fault, own, refuse, self.faults.noise());
        call.status = reply.delivery.has_head().then(|| reply.answer.status().as_u16());
        call.carried_out = fault.effect;
        call.fault = Some(fault);
        self.calls.push(call);
        reply
    }

    fn answer(
        &mut self,
        head: &Request<()>,
        body: Body<'_>,
        route: Result<Route, Refusal>,
        now: DateTime<Utc>,
    ) -> Response<Bytes> {
        let answer = route.and_then(|route| {
            gate::check(head, route.operation, &self.token)?;
            let Body::Whole(body) = body else { return Err(too_long()) };
            let query = head.uri().query().unwrap_or_default();
            let enums = self.rules.unknown_enums;
            operation::run(self, &Asked { route: &route, body, query, enums, now })
        });
        answer.unwrap_or_else(Refusal::into_answer)
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
        let place = operation::create(self, config, By::Owner, now);
        self.jobs.job_at(place).map(|job| job.id.to_string()).unwrap_or_default()
    }

    pub(super) fn put_job(&mut self, job: Job) {
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

/// The answer of a fault with a status.
fn refuse(status: StatusCode) -> Response<Bytes> {
    let message = status.canonical_reason().unwrap_or("a fault of the sandbox");
    Refusal::new(status, message.to_lowercase()).into_answer()
}
