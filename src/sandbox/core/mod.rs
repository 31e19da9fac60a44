//! What the sandbox is, without I/O: a value that is given a request and the
//! time, and answers. It holds the jobs and a record of all calls.

mod answer;
mod gate;
mod jobs;
mod operation;
mod record;
mod route;

use ::http::{Request, Response, StatusCode};
use bytes::Bytes;
use chrono::{DateTime, Utc};

use crate::api::types::Job;

pub use self::record::Call;

use self::answer::Refusal;
use self::jobs::Jobs;
use self::route::Route;

/// How long the body of a request may be, in bytes.
pub const MAX_BODY_BYTES: usize = 8 * 1024 * 1024;

/// The state of a sandbox.
#[derive(Debug)]
pub(super) struct Core {
    token: String,
    jobs: Jobs,
    calls: Vec<Call>,
}

impl Core {
    pub(super) fn new(token: String) -> Self {
        Self { token, jobs: Jobs::default(), calls: Vec::new() }
    }

    /// Answers one request.
    pub(super) fn handle(
        &mut self,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Response<Bytes> {
        let answer = match self.route(request, now) {
            Ok(answer) => answer,
            Err(refusal) => refusal.into_answer(),
        };
        self.calls.push(Call::new(request, answer.status(), now));
        answer
    }

    fn route(
        &mut self,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<Response<Bytes>, Refusal> {
        let route = Route::find(request.method(), request.uri().path())?;
        gate::check(request, route.operation, &self.token)?;
        if request.body().len() > MAX_BODY_BYTES {
            return Err(too_long());
        }
        operation::run(self, &route, request, now)
    }

    pub(super) fn add_job(&mut self, operation: &str, now: DateTime<Utc>) -> String {
        self.jobs.add(operation, now)
    }

    pub(super) fn put_job(&mut self, job: Job) {
        self.jobs.put(job);
    }

    pub(super) fn job(&self, id: &str) -> Option<&Job> {
        self.jobs.get(id)
    }

    pub(super) fn calls(&self) -> &[Call] {
        &self.calls
    }
}

/// The answer to a body that the shell did not even read to its end.
pub(super) fn refuse_long_body() -> Response<Bytes> {
    too_long().into_answer()
}

fn too_long() -> Refusal {
    let message = format!("the body is longer than {MAX_BODY_BYTES} bytes");
    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, message)
}
