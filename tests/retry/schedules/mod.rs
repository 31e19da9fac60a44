//! Seeded schedules: calls that end a job while things go wrong, and what is
//! true of each, whatever went wrong.
//!
//! One number makes a [`plan::Plan`]; [`story`] carries it out under a paused
//! clock; [`truth`] and [`sentence`] hold what the callers were told against
//! the record of the [`line`] and the history of the sandbox. Each kind has a
//! file of its own.
//!
//! ```text
//! SCHEDULES=1000000 cargo test --release --test retry bodies -- --nocapture
//! SEED=17 cargo test --test retry bodies -- --nocapture
//! ```

mod bodies;
mod clock;
mod faults;
mod line;
mod odd;
mod others;
mod plain;
mod plan;
mod seeds;
mod sentence;
mod several;
mod story;
mod timers;
mod tokens;
mod truth;
mod updates;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Instant;

use chrono::{DateTime, Utc};
use fastrand::Rng;

pub use self::faults::passing;
use self::plan::Plan;
use self::story::Story;

/// How many schedules of each kind a plain run makes; the seeds count from 0.
/// Optimized it is ten thousand; without, as many as take a minute in all.
const EACH: u64 = if cfg!(debug_assertions) { 1_500 } else { 10_000 };

/// Runs each on a paused clock of its own, and counts what came of them.
fn each(make: fn(&mut Rng, u64) -> Plan, judge: fn(&Story)) -> BTreeMap<String, u64> {
    let number = |name| std::env::var(name).ok().and_then(|number| number.parse().ok());
    let seeds = match number("SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("SCHEDULES").unwrap_or(EACH),
    };
    let mut counts = BTreeMap::new();
    let start = Instant::now();
    let total = seeds.end - seeds.start;
    for seed in seeds {
        for told in one(make, judge, seed) {
            *counts.entry(told).or_default() += 1;
        }
    }
    println!("{total} schedules in {:.1?}: {counts:#?}", start.elapsed());
    counts
}

/// Whether all were run, so that each result has to be there.
fn is_whole() -> bool {
    std::env::var("SEED").is_err() && std::env::var("SCHEDULES").is_err()
}

/// Runs one, and says what the callers were told, in a word or two.
fn one(make: fn(&mut Rng, u64) -> Plan, judge: fn(&Story), seed: u64) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    let plan = make(&mut Rng::with_seed(seed), seed);
    let story = runtime.block_on(plan.run());
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| judge(&story))) {
        eprintln!("SEED={seed}\n{:#?}\n{:#?}", story.plan, story.told);
        eprintln!("{:#?}\n{:#?}", story.record, story.history);
        resume_unwind(panic);
    }
    story.told.iter().map(truth::in_a_word).collect()
}

/// The sandbox's dates follow tokio's clock, which may be paused.
pub fn clock() -> impl Fn() -> DateTime<Utc> + Send + Sync + 'static {
    let clock = clock::Clock::new(chrono::TimeDelta::zero());
    move || clock.server_date()
}
