//! A schedule, carried out, and all that is known of it.

use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use chrono::TimeDelta;
use fastrand::Rng;
use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::{Job, JobStatus, JobUpdate};
use flatfile_jobs::sandbox::{Change, Sandbox};
use flatfile_jobs::{
    Attempt, Client, Error, Retries, SettledBy, TokenFuture, TokenProvider, TokenReason,
};

use tokio::task::JoinHandle;

use super::clock::{Clock, Pace, Simulated};
use super::line::{CALLER, LATE, Line, MOST, Sent, Shares, Wire};
use super::plan::{Act, Call, Plan, Tokens, What};

/// What came of a schedule.
pub struct Story {
    pub plan: Plan,
    pub told: Vec<Told>,
    pub record: Vec<Sent>,
    pub history: Vec<Change>,
    pub status: Option<JobStatus>,
    /// How many retries the first client's budget has left.
    pub budget: Option<usize>,
}

/// What came of one call.
#[derive(Debug)]
pub struct Told {
    pub call: Call,
    pub begun: Moment,
    pub over: Moment,
    /// None where it was dropped.
    pub result: Option<Result<Success, Error>>,
}

#[derive(Clone, Copy, Debug)]
pub struct Moment {
    pub at: Duration,
    pub mark: usize,
    /// How many changes of the job came before.
    pub changes: usize,
}

#[derive(Debug)]
pub struct Success {
    pub by: SettledBy,
    pub attempts: Vec<Attempt>,
}

/// The retries that the budget of the first client begins with.
pub const BUDGET: u32 = 8;

impl Plan {
    pub async fn run(self) -> Story {
        let clock = Clock::new(TimeDelta::milliseconds(self.skew));
        let sandbox = Sandbox::builder()
            .clock(move || clock.server_date())
            .rules(self.rules.clone())
            .faults(self.faults.clone())
            .in_process();
        let job = sandbox.add_executing_job("exportOrders");
        if self.begins == JobStatus::Ready {
            let mut ready = sandbox.job(&job).unwrap();
            (ready.status, ready.started_at) = (Some(JobStatus::Ready), None);
            sandbox.put_job(ready);
        }
        // It began a while ago, or just now.
        let mut rng = Rng::with_seed(self.seed ^ 7);
        tokio::time::sleep(Duration::from_millis(rng.choice([1, 1, 200, 60_000]).unwrap())).await;
        let beats = Arc::new(AtomicU64::new(0));
        let wire = Arc::new(Wire {
            sandbox,
            job,
            clock,
            record: Mutex::default(),
            marks: Mutex::default(),
            beats: Arc::clone(&beats),
            dates: self.dates,
            quiet: Arc::default(),
        });
        let count = 1 + self.calls.iter().map(|call| call.client).max().unwrap_or(0);
        let clients: Vec<Client> = (0..count).map(|number| self.client(&wire, number)).collect();
        let others = self.acts.iter().map(|(after, act)| tokio::spawn(act.run(*after, &wire)));
        let others: Vec<JoinHandle<()>> = others.collect();
        let others = others.into_iter().chain(beside(self.pace, beats)).collect::<Vec<_>>();
        let calls = self.calls.iter().enumerate().map(|(caller, call)| {
            let client = clients[call.client].with_header(CALLER, &caller.to_string());
            tokio::spawn(told(call.clone(), client, Arc::clone(&wire)))
        });
        let calls: Vec<_> = calls.collect();
        let mut told = Vec::new();
        for call in calls {
            told.push(call.await.unwrap());
        }
        // Who ran beside an instant timer lets time go on by itself.
        if self.pace == Pace::Instant {
            others.iter().for_each(JoinHandle::abort);
        }
        // What is still on its way arrives.
        if self.shares.late > 0.0 {
            tokio::time::sleep(LATE).await;
        }
        others.iter().for_each(JoinHandle::abort);
        let record = wire.record.lock().unwrap().clone();
        let history = wire.sandbox.history(&wire.job);
        let status = wire.sandbox.job(&wire.job).and_then(|job| job.status);
        let budget = match self.calls.len() == 1 && self.seed.is_multiple_of(16) {
            true => Some(left(&clients[0], &wire).await),
            false => None,
        };
        Story { plan: self, told, record, history, status, budget }
    }

    fn client(&self, wire: &Arc<Wire>, number: usize) -> Client {
        let seed = self.seed.wrapping_mul(31).wrapping_add(number as u64);
        let bounds = &self.bounds;
        let retries = Retries::ends()
            .with_attempts(bounds.attempts)
            .with_deadline(bounds.deadline)
            .with_delays(Duration::from_millis(300), bounds.longest_delay);
        let tokens = Moody {
            rng: Mutex::new(Rng::with_seed(seed << 1)),
            moods: self.tokens,
            quiet: Arc::clone(&wire.quiet),
        };
        wire.sandbox
            .client_builder()
            .transport(Line::to(wire, seed.rotate_left(32), self.shares))
            .timer(Simulated::new(wire.clock, self.pace))
            .timeout(bounds.timeout)
            .max_response_bytes(MOST)
            .seed(!seed)
            .retry_budget(BUDGET)
            .end_retries(retries.clone())
            .retries(retries)
            .token_provider(tokens)
            .build()
            .unwrap()
    }
}

/// Those who run beside an instant timer: nothing rests then, so that time has
/// to be told to go on, and somebody counts how often others run.
fn beside(pace: Pace, beats: Arc<AtomicU64>) -> Vec<JoinHandle<()>> {
    if pace != Pace::Instant {
        return Vec::new();
    }
    let time = async {
        loop {
            tokio::time::advance(Duration::from_millis(1)).await;
        }
    };
    let beat = poll_fn(move |context| {
        beats.fetch_add(1, Ordering::Relaxed);
        context.waker().wake_by_ref();
        Poll::Pending
    });
    vec![tokio::spawn(time), tokio::spawn(beat)]
}

async fn told(call: Call, client: Client, wire: Arc<Wire>) -> Told {
    tokio::time::sleep(call.after).await;
    let run = wire.sandbox.job(&wire.job).filter(|_| call.with_run);
    let moment = || Moment { at: wire.clock.elapsed(), mark: wire.mark(), changes: wire.changes() };
    let begun = moment();
    let made = make(&call, &client, &wire.job, run);
    let result = match call.patience {
        Some(patience) => tokio::time::timeout(patience, made).await.ok(),
        None => Some(made.await),
    };
    Told { call, begun, over: moment(), result }
}

async fn make(call: &Call, client: &Client, id: &str, run: Option<Job>) -> Result<Success, Error> {
    let job = client.job(id);
    let job = match &run {
        Some(run) => job.with_run(run),
        None => job,
    };
    let ended = match call.what {
        What::End(Op::CompleteJob) => job.complete("1000 orders").await?,
        What::End(Op::FailJob) => job.fail("no answer").await?,
        What::End(_) => job.cancel("no longer wanted").await?,
        What::Set(_) | What::Update => {
            let update = match &call.what {
                What::Set(status) => JobUpdate::default().with_status(status.clone()),
                _ => JobUpdate::default().with_info("half of it"),
            };
            let response = client.api().update_job().job_id(id).body(update).send().await?;
            let (by, attempts) = (response.settled_by(), response.attempts().to_vec());
            return Ok(Success { by, attempts });
        }
        What::Ack => {
            job.ack().await?;
            return Ok(Success { by: SettledBy::Response, attempts: Vec::new() });
        }
    };
    Ok(Success { by: ended.by, attempts: ended.attempts })
}

impl Act {
    fn run(self, after: Duration, wire: &Arc<Wire>) -> impl Future<Output = ()> + use<> {
        let wire = Arc::clone(wire);
        let line = Line::to(&wire, 0, Shares::default());
        async move {
            let client = wire.sandbox.client_builder().transport(line).retries(Retries::none());
            let client = client.end_retries(Retries::none()).build().unwrap();
            let job = client.job(&wire.job);
            tokio::time::sleep(after).await;
            match self {
                Self::Operation(Op::RetryJob) => drop(job.retry().await),
                Self::Operation(Op::AckJob) => drop(job.ack().await),
                Self::Operation(Op::DeleteJob) => drop(job.delete().await),
                Self::Operation(Op::CompleteJob) => drop(job.complete("theirs").await),
                Self::Operation(Op::FailJob) => drop(job.fail("theirs").await),
                Self::Operation(Op::CancelJob) => drop(job.cancel("theirs").await),
                Self::Operation(_) => {
                    drop(job.update(JobUpdate::default().with_info("seen")).await);
                }
                Self::Set(status) => {
                    drop(job.update(JobUpdate::default().with_status(status)).await);
                }
                Self::RunAgain(period) => {
                    for _ in 0..200 {
                        tokio::time::sleep(period).await;
                        match wire.sandbox.job(&wire.job).and_then(|job| job.status) {
                            Some(JobStatus::Failed) => drop(job.retry().await),
                            Some(JobStatus::Executing) | None => {}
                            Some(_) => drop(job.ack().await),
                        }
                    }
                }
            }
        }
    }
}

/// Gives tokens that are refused, late, or none, by chance.
struct Moody {
    rng: Mutex<Rng>,
    moods: Tokens,
    quiet: Arc<AtomicBool>,
}

impl TokenProvider for Moody {
    fn token(&self, _: TokenReason) -> TokenFuture<'_> {
        let mut rng = self.rng.lock().unwrap();
        let quiet = self.quiet.load(Ordering::Relaxed);
        let moods = if quiet { Tokens::default() } else { self.moods };
        let Tokens { slow, longest, refused, none } = moods;
        let late = match rng.f64() < slow {
            true => Duration::from_millis(rng.u64(..=longest.as_millis() as u64)),
            false => Duration::ZERO,
        };
        let token = match rng.f64() {
            lot if lot < refused => Ok("stale".into()),
            lot if lot < refused + none => Err("no token now".into()),
            _ => Ok("sk_sandbox".into()),
        };
        Box::pin(async move {
            if !late.is_zero() {
                tokio::time::sleep(late).await;
            }
            token
        })
    }
}

/// Spends what is left of a client's budget, and counts it.
async fn left(client: &Client, wire: &Wire) -> usize {
    use flatfile_jobs::sandbox::{Fault, Faults};

    wire.quiet.store(true, Ordering::Relaxed);
    wire.sandbox.set_faults(Faults::seeded(1).on(Op::GetJob, Fault::status(429)));
    let at_once = Retries::none().with_attempts(1000).with_delays(Duration::ZERO, Duration::ZERO);
    let mut retried = 0;
    loop {
        let error = client.job(&wire.job).with_retries(at_once.clone()).get().await.unwrap_err();
        retried += error.attempts().len().saturating_sub(1);
        if error.is_retry_budget_spent() || retried > 100 {
            return retried;
        }
    }
}
