//! Attempts, time, delays and budget stay inside their bounds for any policy
//! and any faults, and one number gives the same schedule again.

use std::time::Duration;

use fastrand::Rng;
use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::{JobConfig, JobType};
use flatfile_jobs::sandbox::{Fault, Faults, Sandbox};
use flatfile_jobs::{Error, Retries};
use tokio::time::Instant;

use crate::schedules::{clock, passing};

/// What is chosen by chance.
#[derive(Debug)]
struct Policy {
    attempts: u32,
    first: Duration,
    longest: Duration,
    deadline: Duration,
    timeout: Duration,
    longest_retry_after: Duration,
}

impl Policy {
    fn random(rng: &mut Rng) -> Self {
        let mut up_to = |most: u64| Duration::from_millis(rng.u64(0..most));
        Self {
            first: up_to(2_000),
            longest: up_to(20_000),
            deadline: up_to(200_000),
            timeout: up_to(30_000) + Duration::from_millis(1),
            longest_retry_after: up_to(60_000),
            attempts: rng.u32(1..10),
        }
    }

    fn retries(&self) -> Retries {
        Retries::default()
            .with_attempts(self.attempts)
            .with_delays(self.first, self.longest)
            .with_deadline(self.deadline)
            .with_longest_retry_after(self.longest_retry_after)
    }
}

/// One call of some class; says when each request came, and how it ended.
async fn run(seed: u64) -> (Policy, Vec<Duration>, Duration, Option<Error>) {
    let mut rng = Rng::with_seed(seed);
    let policy = Policy::random(&mut rng);
    let mut kinds = passing(&mut rng);
    kinds.push(Fault::status(429).retry_after_seconds(45));
    kinds.push(Fault::status(404));
    let share = rng.f64();
    let faults = Faults::seeded(rng.u64(..)).on_one_of(kinds).probability(share);
    let now = clock();
    let begun = now();
    let sandbox = Sandbox::builder().clock(now).faults(faults).in_process();
    let client = sandbox.client_builder().timeout(policy.timeout).seed(rng.u64(..));
    let client = client.retries(policy.retries()).build().unwrap();
    let id = sandbox.add(JobConfig::new("exportOrders", "us_wb_7PfLm2Rd", JobType::Workbook));
    let operation = rng.choice([Op::GetJob, Op::DeleteJob, Op::ExecuteJob, Op::ListJobs]).unwrap();
    let start = Instant::now();
    let job = client.job(&id);
    let error = match operation {
        Op::GetJob => job.get().await.err(),
        Op::DeleteJob => job.delete().await.err(),
        Op::ExecuteJob => job.execute().await.err(),
        _ => client.jobs().page().await.err(),
    };
    let took = start.elapsed();
    let calls = sandbox.calls();
    let came = calls.iter().map(|call| (call.at - begun).to_std().unwrap()).collect();
    (policy, came, took, error)
}

fn under_a_paused_clock<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    runtime.block_on(future)
}

/// tokio's clock counts milliseconds, and rounds a wait up.
const TICK: Duration = Duration::from_millis(2);

#[test]
fn every_call_stays_inside() {
    let mut retried = 0;
    for seed in 0..3000 {
        let (policy, came, took, error) = under_a_paused_clock(run(seed));
        let tell = || format!("seed {seed}: {policy:?} {came:?} {took:?} {error:?}");
        assert!(came.len() <= policy.attempts as usize, "{}", tell());
        assert!(took <= policy.deadline + TICK * 10, "{}", tell());
        retried += usize::from(came.len() > 1);
        let Some(error) = &error else { continue };
        let attempts = error.attempts();
        assert!(!attempts.is_empty() && attempts.len() <= policy.attempts as usize, "{}", tell());
        for (number, attempt) in attempts.iter().enumerate() {
            assert!(attempt.duration <= policy.timeout + TICK, "{}", tell());
            let bound = policy.first.saturating_mul(1 << number).min(policy.longest);
            let longest = bound.max(policy.longest_retry_after);
            assert!(attempt.delay.unwrap_or_default() <= longest, "{}", tell());
        }
        assert!(attempts.last().unwrap().delay.is_none(), "no wait without a retry: {}", tell());
        for pair in attempts.windows(2) {
            let next = pair[0].started_after + pair[0].duration + pair[0].delay.unwrap();
            assert!(
                pair[1].started_after >= next && pair[1].started_after <= next + TICK,
                "{}",
                tell()
            );
        }
    }
    assert!(retried > 500, "only {retried} of 3000 were tried again");
}

#[test]
fn one_number_gives_the_same_schedule() {
    for seed in 0..300 {
        let (_, first, ..) = under_a_paused_clock(run(seed));
        let (_, again, ..) = under_a_paused_clock(run(seed));
        assert_eq!(first, again, "seed {seed}");
    }
}
