//! A run of one end against a sandbox where things go wrong: all of it comes
//! from one number.

use std::sync::Mutex;
use std::time::Duration;

use chrono::{DateTime, Utc};
use fastrand::Rng;
use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::{By, Fault, Faults, Sandbox};
use flatfile_jobs::{Error, Retries, Settled, TokenFuture, TokenProvider, TokenReason};

use crate::line::Line;

/// The latest that a request arrives.
pub const LATE: Duration = Duration::from_secs(120);

/// What a run is made of.
#[derive(Debug)]
pub struct Schedule {
    pub seed: u64,
    pub end: Op,
    pub attempts: u32,
    pub deadline: Duration,
    pub timeout: Duration,
    longest_delay: Duration,
    faults: Faults,
    /// The share of requests that find no connection, and of those that arrive
    /// when nobody waits for them any more.
    line: (f64, f64),
    /// The share of tokens that are refused, or not to be had.
    moody: f64,
    /// Somebody else ends the job after so long.
    rival: Option<(Duration, JobStatus)>,
}

/// What came of it.
pub struct Run {
    pub result: Result<Settled, Error>,
    /// The ends that the job was brought to, in their order.
    pub ends: Vec<(By, JobStatus)>,
    pub status: JobStatus,
    pub sandbox: Sandbox,
}

impl Schedule {
    /// Any faults, and bounds that may be too narrow for them.
    pub fn narrow(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let share = rng.f64();
        // Each has chances of its own, or one would tell the others'.
        let faults = Faults::seeded(rng.u64(..))
            .on_one_of(faults(&mut rng))
            .probability(share)
            .times(rng.u64(0..20));
        Self {
            seed,
            end: rng.choice([Op::CompleteJob, Op::FailJob, Op::CancelJob]).unwrap(),
            attempts: rng.u32(1..=8),
            deadline: Duration::from_millis(rng.u64(1..300_000)),
            timeout: Duration::from_millis(rng.u64(100..30_000)),
            longest_delay: Duration::from_millis(rng.u64(1..20_000)),
            faults,
            line: (rng.f64() * 0.3, rng.f64() * 0.3),
            moody: if rng.bool() { rng.f64() * 0.3 } else { 0.0 },
            rival: rng.bool().then(|| {
                let after = Duration::from_millis(rng.u64(0..60_000));
                let to = [JobStatus::Complete, JobStatus::Failed, JobStatus::Canceled];
                (after, rng.choice(to).unwrap())
            }),
        }
    }

    /// Faults that end, and bounds that are wide enough.
    pub fn wide(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let faults = Faults::seeded(rng.u64(..))
            .on_one_of(passing(&mut rng))
            .probability(0.9)
            .times(rng.u64(0..12));
        Self {
            attempts: 30,
            deadline: Duration::from_secs(24 * 60 * 60),
            faults,
            line: (0.2, 0.2),
            moody: 0.0,
            ..Self::narrow(seed)
        }
    }

    /// The status that the end leads to.
    pub fn wanted(&self) -> JobStatus {
        self.end.operation().settles_to.clone().unwrap()
    }

    pub fn longest_delay(&self) -> Duration {
        self.longest_delay
    }

    pub async fn run(&self) -> Run {
        let sandbox = Sandbox::builder().clock(clock()).faults(self.faults.clone()).in_process();
        let retries = Retries::ends()
            .with_attempts(self.attempts)
            .with_deadline(self.deadline)
            .with_delays(Duration::from_millis(300), self.longest_delay);
        let line = Line::to(sandbox.transport(), self.seed, self.line);
        let client =
            sandbox.client_builder().transport(line).timeout(self.timeout).seed(!self.seed);
        let moody = Moody { rng: Mutex::new(Rng::with_seed(self.seed << 1)), share: self.moody };
        let client = client.end_retries(retries).token_provider(moody).build().unwrap();
        let id = sandbox.add_executing_job("exportOrders");
        let job = client.job(&id);
        let end = async {
            match self.end {
                Op::CompleteJob => job.complete("1000 orders").await,
                Op::FailJob => job.fail("no answer").await,
                _ => job.cancel("no longer wanted").await,
            }
        };
        let rival = async {
            if let Some((after, status)) = &self.rival {
                tokio::time::sleep(*after).await;
                let mut job = sandbox.job(&id).unwrap();
                if !job.is_ended() {
                    job.status = Some(status.clone());
                    sandbox.put_job(job);
                }
            }
            std::future::pending::<()>().await;
        };
        let result = tokio::select! {
            result = end => result,
            () = rival => unreachable!("it never ends"),
        };
        // What is still on its way arrives.
        tokio::time::sleep(LATE).await;
        let ends = sandbox.history(&id).into_iter().filter(|change| change.is_end());
        let ends = ends.map(|change| (change.by, change.to.unwrap())).collect();
        let status = sandbox.job(&id).unwrap().status.unwrap();
        Run { result, ends, status, sandbox }
    }
}

/// Gives a token that is refused, or none, by chance.
struct Moody {
    rng: Mutex<Rng>,
    share: f64,
}

impl TokenProvider for Moody {
    fn token(&self, _: TokenReason) -> TokenFuture<'_> {
        let mut rng = self.rng.lock().unwrap();
        let token = match (rng.f64() < self.share, rng.bool()) {
            (false, _) => Ok("sk_sandbox".into()),
            (true, false) => Ok("stale".into()),
            (true, true) => Err("no token now".into()),
        };
        Box::pin(std::future::ready(token))
    }
}

/// The sandbox's dates follow tokio's clock, which may be paused.
pub fn clock() -> impl Fn() -> DateTime<Utc> + Send + Sync + 'static {
    let start = tokio::time::Instant::now();
    let noon: DateTime<Utc> = "2025-06-01T12:00:00Z".parse().unwrap();
    move || noon + start.elapsed()
}

/// What passes when it is tried again, before the effect or after it.
pub fn passing(rng: &mut Rng) -> Vec<Fault> {
    let some_time = Duration::from_millis(rng.u64(0..40_000));
    let mut faults = vec![
        Fault::lose_request(),
        Fault::lose_request().reset(),
        Fault::lose_response(),
        Fault::lose_response().reset(),
        Fault::cut(rng.usize(0..200)),
        Fault::stall(rng.usize(0..200)),
        Fault::drip(rng.usize(1..100), some_time),
        Fault::delay(some_time),
        Fault::status(429),
        Fault::status(429).retry_after_seconds(rng.u64(0..60)),
        Fault::status(503).retry_after("0.5"),
    ];
    for status in [408, 500, 502, 503, 504] {
        faults.push(Fault::status(status).delayed(some_time));
        faults.push(Fault::status(status).after_effect());
        faults.push(Fault::html(status).after_effect().delayed(some_time));
    }
    faults
}

/// All that can go wrong.
fn faults(rng: &mut Rng) -> Vec<Fault> {
    let mut faults = passing(rng);
    faults.extend([
        Fault::oversized(17 * 1024 * 1024),
        Fault::garbage(rng.usize(0..50)),
        Fault::body("{\"data\":{\"id\":\"us_jb_1\"}}"),
        Fault::body("<html>"),
        Fault::status(429).retry_after_seconds(3600),
        Fault::status(302),
        Fault::status(400),
        Fault::status(401),
        Fault::status(404),
        Fault::status(409),
        Fault::status(501).after_effect(),
    ]);
    faults
}
