//! 1,000 ends, 64 at a time, of which one request in ten is refused with 503
//! and `Retry-After: 0`: over a socket, against the sandbox on a thread of its
//! own. It reports how long they took and what they cost the server.
//!
//! `cargo bench --bench faults` does it for five seeds; and once without a socket
//! and under a clock that stands still while anything is done, which shows the
//! waits alone and repeats to the last digit.

#![allow(clippy::expect_used, reason = "a bench that fails says where")]
#![allow(clippy::print_stdout, reason = "figures are printed")]

use std::sync::Arc;
use std::time::Duration;

use flatfile_jobs::api::OperationId;
use flatfile_jobs::sandbox::{Fault, Faults, Sandbox};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::Instant;

const ENDS: usize = 1_000;
const AT_ONCE: usize = 64;

struct Report {
    ended: usize,
    wall: Duration,
    /// Of each end, from its call to its result; sorted.
    took: Vec<Duration>,
    requests: usize,
    faults: usize,
}

async fn run(seed: u64, operation: Option<OperationId>, socket: bool) -> Report {
    let busy = Fault::status(503).retry_after_seconds(0);
    let faults = match operation {
        Some(operation) => Faults::seeded(seed).on(operation, busy),
        None => Faults::seeded(seed).on_any(busy),
    };
    let faults = faults.probability(0.1);
    let sandbox = Sandbox::builder().faults(faults);
    let sandbox = match socket {
        true => sandbox.start_blocking().expect("it starts"),
        false => sandbox.in_process(),
    };
    let client = sandbox.client_builder().seed(seed).build().expect("it is complete");
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let ids: Vec<_> = (0..ENDS).map(|_| sandbox.add_executing_job("exportOrders")).collect();
    let begun = Instant::now();
    let mut calls = JoinSet::new();
    for id in ids {
        let (client, places) = (client.clone(), Arc::clone(&places));
        drop(calls.spawn(async move {
            let _place = places.acquire().await.expect("it stays open");
            let begun = Instant::now();
            let ended = client.job(id).fail("Job failed").await.is_ok();
            (ended, begun.elapsed())
        }));
    }
    let all = calls.join_all().await;
    let wall = begun.elapsed();
    let mut took: Vec<_> = all.iter().map(|(_, took)| *took).collect();
    took.sort();
    let record = sandbox.calls();
    Report {
        ended: all.iter().filter(|(ended, _)| *ended).count(),
        wall,
        took,
        requests: record.len(),
        faults: record.iter().filter(|call| call.fault.is_some()).count(),
    }
}

impl Report {
    fn share(&self, of_a_thousand: usize) -> f64 {
        let last = self.took.len().saturating_sub(1);
        let took = self.took.get(last.min(self.took.len() * of_a_thousand / 1_000));
        took.copied().unwrap_or_default().as_secs_f64() * 1e3
    }

    fn print(&self, name: &str, seed: u64) {
        println!(
            "{name}, seed {seed}: {} of {ENDS} ended in {:.0} ms; p50 {:.1}, p99 {:.1}, last {:.1} ms; \
             {} faults, {} requests more than ends",
            self.ended,
            self.wall.as_secs_f64() * 1e3,
            self.share(500),
            self.share(990),
            self.share(1_000),
            self.faults,
            self.requests - ENDS,
        );
    }
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("it starts").block_on(async {
        for seed in 1..=5 {
            run(seed, Some(OperationId::FailJob), true).await.print("ends alone", seed);
        }
        for seed in 1..=5 {
            run(seed, None, true).await.print("reads too", seed);
        }
        tokio::time::pause();
        for seed in 1..=5 {
            run(seed, Some(OperationId::FailJob), false).await.print("the waits alone", seed);
        }
    });
}
