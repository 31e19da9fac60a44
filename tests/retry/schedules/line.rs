//! The line between a client and the sandbox, and the record of what went over
//! it. It may refuse to connect, deliver a request long after its sender gave
//! up, add a `Date`, and put odd bodies in the place of good ones.

use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use fastrand::Rng;
use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::Sandbox;
use flatfile_jobs::transport::{Transport, TransportError, TransportErrorKind, TransportFuture};
use http::header::DATE;
use http::{HeaderValue, Request, Response};

use super::clock::Clock;
use super::odd::Odd;

/// The latest that a request arrives.
pub const LATE: Duration = Duration::from_secs(120);

/// How large a response may be, in bytes.
pub const MOST: usize = 1 << 16;

/// The header that says whose request it is.
pub const CALLER: &str = "x-caller";

/// What goes wrong on the line, as shares of all requests.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shares {
    pub refused: f64,
    pub late: f64,
    pub odd: f64,
}

/// One request.
#[derive(Clone, Debug)]
pub struct Sent {
    pub caller: usize,
    pub operation: Op,
    /// When it was sent.
    pub at: Duration,
    /// How many events of the schedule came before it.
    pub mark: usize,
    pub arrived: Option<Arrived>,
    pub seen: Option<Seen>,
    /// How often others ran before it was sent.
    pub beats: u64,
}

/// What it met.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// How many changes of the job came before it.
    pub before: usize,
    /// And how many it was after it.
    pub after: usize,
    /// The job's status after it.
    pub status: Option<JobStatus>,
}

/// What the client saw of the response.
#[derive(Clone, Debug)]
pub enum Seen {
    Response(u16, Option<Odd>),
    Broken(TransportErrorKind, Option<u16>),
}

/// The record that all lines of a schedule share.
pub struct Wire {
    pub sandbox: Sandbox,
    pub job: String,
    pub clock: Clock,
    pub record: Mutex<Vec<Sent>>,
    /// Counts the events.
    pub marks: Mutex<usize>,
    pub beats: Arc<AtomicU64>,
    pub dates: bool,
    /// From now on nothing goes wrong on the line.
    pub quiet: Arc<AtomicBool>,
}

impl Wire {
    pub fn mark(&self) -> usize {
        let mut marks = self.marks.lock().unwrap();
        *marks += 1;
        *marks
    }

    pub fn changes(&self) -> usize {
        self.sandbox.history(&self.job).len()
    }

    fn sent(&self, caller: usize, operation: Op) -> usize {
        let beats = self.beats.load(Ordering::Relaxed);
        let (at, mark) = (self.clock.elapsed(), self.mark());
        let mut record = self.record.lock().unwrap();
        record.push(Sent { caller, operation, at, mark, arrived: None, seen: None, beats });
        record.len() - 1
    }

    fn note(&self, number: usize, note: impl FnOnce(&mut Sent)) {
        note(&mut self.record.lock().unwrap()[number]);
    }
}

pub struct Line {
    wire: Arc<Wire>,
    to: Arc<dyn Transport>,
    rng: Mutex<Rng>,
    shares: Shares,
}

enum Luck {
    Refused,
    Late(Duration),
    Good,
}

impl Line {
    pub fn to(wire: &Arc<Wire>, seed: u64, shares: Shares) -> Self {
        let to = Arc::new(wire.sandbox.transport());
        Self { wire: Arc::clone(wire), to, rng: Mutex::new(Rng::with_seed(seed)), shares }
    }

    fn luck(&self) -> (Luck, Option<Odd>) {
        if self.wire.quiet.load(Ordering::Relaxed) {
            return (Luck::Good, None);
        }
        let mut rng = self.rng.lock().unwrap();
        let Shares { refused, late, odd } = self.shares;
        let odd = (rng.f64() < odd).then(|| Odd::random(&mut rng));
        let luck = match rng.f64() {
            lot if lot < refused => Luck::Refused,
            lot if lot < refused + late => {
                Luck::Late(Duration::from_millis(rng.u64(..LATE.as_millis() as u64)))
            }
            _ => Luck::Good,
        };
        (luck, odd)
    }
}

impl Transport for Line {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        let caller = request.headers().get(CALLER).map(|value| value.to_str().unwrap());
        let caller = caller.map_or(usize::MAX, |caller| caller.parse().unwrap());
        let number = self.wire.sent(caller, operation(&request));
        let (luck, odd) = self.luck();
        let (wire, to) = (Arc::clone(&self.wire), Arc::clone(&self.to));
        match luck {
            Luck::Refused => {
                let seen = Seen::Broken(TransportErrorKind::Connect, None);
                wire.note(number, |sent| sent.seen = Some(seen));
                Box::pin(async { Err(TransportError::new(TransportErrorKind::Connect)) })
            }
            Luck::Late(wait) => {
                tokio::spawn(async move {
                    tokio::time::sleep(wait).await;
                    let _ = carry(&wire, &*to, request, number).await;
                });
                Box::pin(std::future::pending())
            }
            Luck::Good => Box::pin(async move {
                let outcome = carry(&wire, &*to, request, number).await;
                let odd = odd.filter(|_| outcome.as_ref().is_ok_and(is_job));
                let outcome = match (outcome, odd) {
                    (Ok(response), Some(odd)) => {
                        Ok(response.map(|body| odd.put_into(&body).into()))
                    }
                    (outcome, _) => outcome,
                };
                wire.note(number, |sent| sent.seen = Some(seen(&outcome, odd)));
                outcome
            }),
        }
    }
}

/// Hands a request over, and notes what it met.
async fn carry(
    wire: &Wire,
    to: &dyn Transport,
    request: Request<Bytes>,
    number: usize,
) -> Result<Response<Bytes>, TransportError> {
    let before = wire.changes();
    let mut outcome = to.send(request);
    // The sandbox decides when it is asked first, whatever comes late.
    let first = poll_fn(|context| Poll::Ready(outcome.as_mut().poll(context))).await;
    let early = wire.clock.server_date();
    let status = wire.sandbox.job(&wire.job).and_then(|job| job.status);
    let arrived = Arrived { before, after: wire.changes(), status };
    wire.note(number, |sent| sent.arrived = Some(arrived));
    let mut outcome = match first {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => outcome.await,
    };
    // Some servers write the date before they do anything, some after all.
    let date = if number.is_multiple_of(2) { early } else { wire.clock.server_date() };
    let date = httpdate::fmt_http_date(date.into());
    if let (true, Ok(response)) = (wire.dates, &mut outcome) {
        response.headers_mut().insert(DATE, HeaderValue::from_str(&date).unwrap());
    }
    outcome
}

fn seen(outcome: &Result<Response<Bytes>, TransportError>, odd: Option<Odd>) -> Seen {
    match outcome {
        Ok(response) if response.body().len() > MOST => {
            Seen::Broken(TransportErrorKind::TooLarge, Some(response.status().as_u16()))
        }
        Ok(response) => {
            // What the sandbox's own faults put in the place of a job.
            let foreign = response.status().is_success() && odd.is_none() && !is_job(response);
            let odd = odd.or(foreign.then_some(Odd::NoJob("of a fault")));
            Seen::Response(response.status().as_u16(), odd)
        }
        Err(error) => Seen::Broken(error.kind(), error.head().map(|head| head.0.as_u16())),
    }
}

/// Whether it is a success with a job in it; the sandbox writes no spaces.
fn is_job(response: &Response<Bytes>) -> bool {
    let body = response.body();
    let has_status = || body.windows(10).any(|part| part == b"\"status\":\"");
    response.status().is_success() && body.starts_with(b"{\"data\":{") && has_status()
}

fn operation(request: &Request<Bytes>) -> Op {
    let path = request.uri().path();
    match (request.method().as_str(), path.rsplit('/').next().unwrap()) {
        (_, "ack") => Op::AckJob,
        (_, "complete") => Op::CompleteJob,
        (_, "fail") => Op::FailJob,
        (_, "cancel") => Op::CancelJob,
        (_, "retry") => Op::RetryJob,
        ("GET", _) => Op::GetJob,
        ("PATCH", _) => Op::UpdateJob,
        ("DELETE", _) => Op::DeleteJob,
        other => panic!("{other:?} is not expected"),
    }
}
