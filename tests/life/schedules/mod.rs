//! Seeded schedules of whole runs: faults, odd members, panics, stops at every
//! await, and others who end, retry or take the job meanwhile; and what is true
//! of each, whatever happened.
//!
//! One number makes a [`plan::Plan`]; [`story`] carries it out under a paused
//! clock; [`truth`] holds what the caller was told against the record of the
//! line and the history of the sandbox. The line, its clock and what goes wrong
//! on it are those of the schedules of single calls.
//!
//! ```text
//! SCHEDULES=1000000 cargo test --release --test life schedules -- --nocapture
//! SEED=17 cargo test --test life schedules::others -- --nocapture
//! ```

#[allow(dead_code, reason = "the schedules of single calls use more of it")]
#[path = "../../retry/schedules/clock.rs"]
pub mod clock;
#[allow(dead_code, reason = "the schedules of single calls use more of it")]
#[path = "../../retry/schedules/faults.rs"]
mod faults;
#[allow(dead_code, reason = "the schedules of single calls use more of it")]
#[path = "../../retry/schedules/line.rs"]
mod line;
#[allow(dead_code, reason = "the schedules of single calls use more of it")]
#[path = "../../retry/schedules/odd.rs"]
mod odd;

mod act;
mod hand;
pub mod handler;
mod odd_bodies;
mod others;
mod plain;
mod plan;
mod seeds;
mod stops;
mod story;
mod timers;
mod truth;
mod watched;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Instant;

use fastrand::Rng;

use self::plan::Plan;

/// How many schedules of each kind a plain run makes; the seeds count from 0.
/// There are six kinds: optimized it is more than ten thousand in all.
const EACH: u64 = if cfg!(debug_assertions) { 300 } else { 2_000 };

/// Runs each on a paused clock of its own, and counts what came of them.
fn each(make: fn(&mut Rng, u64) -> Plan) -> BTreeMap<String, u64> {
    let number = |name| std::env::var(name).ok().and_then(|number| number.parse().ok());
    let seeds = match number("SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("SCHEDULES").unwrap_or(EACH),
    };
    let mut counts = BTreeMap::new();
    let start = Instant::now();
    let total = seeds.end - seeds.start;
    for seed in seeds {
        *counts.entry(one(make, seed)).or_default() += 1;
    }
    println!("{total} schedules in {:.1?}: {counts:#?}", start.elapsed());
    counts
}

/// That each of these came of some schedule, where all were run.
fn came(counts: &BTreeMap<String, u64>, told: &[&str]) {
    let whole = std::env::var("SEED").is_err() && std::env::var("SCHEDULES").is_err();
    for told in told.iter().filter(|_| whole) {
        assert!(counts.contains_key(*told), "no schedule came to: {told}");
    }
}

/// Runs one, and says what its caller was told, in a word or two.
fn one(make: fn(&mut Rng, u64) -> Plan, seed: u64) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    let plan = make(&mut Rng::with_seed(seed), seed);
    handler::hush();
    let story = runtime.block_on(story::run(plan));
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| truth::holds(&story))) {
        eprintln!("SEED={seed}\n{story:#?}");
        resume_unwind(panic);
    }
    truth::in_a_word(&story)
}
