//! No schedule of faults leaves an end in doubt silently.
//!
//! ```text
//! SCHEDULES=1000000 cargo test --release --test retry ends -- --nocapture
//! ```

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::sandbox::By;
use flatfile_jobs::{Error, Settled, SettledBy};

use crate::schedule::{Run, Schedule};

/// How many schedules each test runs; the seeds count from 0.
fn schedules() -> u64 {
    std::env::var("SCHEDULES").ok().and_then(|number| number.parse().ok()).unwrap_or(10_000)
}

/// Runs each on a paused clock of its own, and counts what came of them.
fn judge_all(make: fn(u64) -> Schedule, judge: fn(&Schedule, &Run)) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    let start = Instant::now();
    for seed in 0..schedules() {
        let schedule = make(seed);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap();
        let run = runtime.block_on(schedule.run());
        let told = match catch_unwind(AssertUnwindSafe(|| judge(&schedule, &run))) {
            Ok(()) => told(&run.result),
            Err(panic) => {
                eprintln!("{schedule:#?}\n{:?}\n{:#?}", run.result, run.sandbox.calls());
                resume_unwind(panic);
            }
        };
        *counts.entry(told).or_default() += 1;
    }
    println!("{} schedules in {:.1?}: {counts:#?}", schedules(), start.elapsed());
    counts
}

/// What the caller was told, in a word or two.
fn told(result: &Result<Settled, Error>) -> String {
    match result {
        Ok(settled) => format!("settled by {:?}", settled.by),
        Err(error) if error.is_in_doubt() => "in doubt".into(),
        Err(error) if error.is_already_finished() => "the other end".into(),
        Err(error) => format!("not ended, {:?}", error.status()),
    }
}

/// What the caller was told and what happened do not contradict each other.
fn truth(schedule: &Schedule, run: &Run) {
    let seed = schedule.seed;
    assert!(run.ends.len() <= 1, "seed {seed}: it ended more than once: {:?}", run.ends);
    let ours = run.ends.iter().filter(|(by, _)| *by == By::Operation(schedule.end)).count();
    match &run.result {
        Ok(Settled { by: SettledBy::Response, .. }) => {
            assert_eq!(ours, 1, "seed {seed}: answered, but not ended by us");
        }
        Ok(settled) => {
            assert_eq!(run.status, schedule.wanted(), "seed {seed}: read, but not so");
            assert_eq!(settled.job.status, Some(schedule.wanted()), "seed {seed}");
        }
        Err(error) if error.is_in_doubt() => {
            assert!(ran_out(schedule, error), "seed {seed}: in doubt within the bounds: {error:?}");
        }
        Err(error) => {
            assert_eq!(ours, 0, "seed {seed}: ended by us all the same: {error:?}");
            if let Some(other) = error.other_end() {
                assert_eq!((other, run.ends.len()), (&run.status, 1), "seed {seed}");
                assert_ne!(*other, schedule.wanted(), "seed {seed}");
            }
        }
    }
    bounds(schedule, run);
}

/// Whether a doubt is due to one of the bounds, or to a job that may not be read.
fn ran_out(schedule: &Schedule, error: &Error) -> bool {
    let attempts = error.attempts();
    let last = attempts.last().unwrap();
    let elapsed = last.started_after + last.duration;
    // Only that is final of what a read can be answered with.
    let refused = last.operation.id == Op::GetJob
        && matches!(last.status, Some(300..=499))
        && !matches!(last.status, Some(408 | 429));
    let sent = attempts.iter().filter(|attempt| attempt.operation.id == schedule.end).count();
    // The last second is not begun.
    let no_time = elapsed + schedule.longest_delay() + Duration::from_secs(1) >= schedule.deadline;
    sent >= schedule.attempts as usize || no_time || error.retry_after().is_some() || refused
}

/// Attempts and time stay inside their bounds; reads may be made after them.
fn bounds(schedule: &Schedule, run: &Run) {
    let attempts = match &run.result {
        Ok(settled) => &settled.attempts[..],
        Err(error) => error.attempts(),
    };
    let tell = || format!("seed {}: {attempts:?}", schedule.seed);
    let tick = Duration::from_millis(2);
    let sent = attempts.iter().filter(|attempt| attempt.operation.id == schedule.end);
    // Another token after a refused one is no attempt of its own.
    let counted = sent.clone().filter(|attempt| attempt.status != Some(401)).count();
    assert!(counted <= schedule.attempts as usize, "{}", tell());
    for attempt in sent {
        assert!(attempt.started_after + attempt.duration <= schedule.deadline + tick, "{}", tell());
    }
    for attempt in attempts {
        assert!(attempt.duration <= schedule.timeout + tick, "{}", tell());
    }
    let end = attempts.last().map_or(Duration::ZERO, |last| last.started_after + last.duration);
    assert!(end <= schedule.deadline + schedule.timeout + tick, "{end:?}: {}", tell());
}

#[test]
fn what_is_told_is_what_happened() {
    let counts = judge_all(Schedule::narrow, truth);
    for told in ["settled by Response", "settled by Read", "in doubt", "the other end"] {
        assert!(counts.contains_key(told), "no schedule came to: {told}");
    }
}

#[test]
fn no_doubt_outlasts_faults_that_pass() {
    let counts = judge_all(Schedule::wide, |schedule, run| {
        truth(schedule, run);
        if let Err(error) = &run.result {
            assert!(!error.is_in_doubt(), "seed {}: {error:?}", schedule.seed);
            assert!(run.status.is_end(), "seed {}: it is open: {error:?}", schedule.seed);
        }
    });
    assert!(counts["settled by Read"] > 100);
}
