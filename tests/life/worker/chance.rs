//! Whatever goes wrong with events, responses and handlers: each job ends once,
//! and the report says what the server says.

use std::time::Duration;

use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::{EventFaults, Fault, Faults};
use flatfile_jobs::{EventFilter, HandlerError, Run};

use super::world::{Running, World, pass, until};
use crate::schedules::handler::{PANIC, hush};

/// Each takes half a second where nothing is optimized.
const SEEDS: u64 = if cfg!(debug_assertions) { 20 } else { 500 };
const JOBS: usize = 40;

/// Works for a while, and panics or fails now and then.
async fn handle(run: Run) -> Result<String, HandlerError> {
    let number: u64 = run.job().id.as_str().rsplit('_').next().unwrap().parse().unwrap();
    pass(Duration::from_millis(number % 7 * 300)).await;
    run.progress(50, "half of it");
    if number % 20 == 3 {
        std::panic::panic_any(PANIC);
    }
    match number % 10 {
        5 => Err("planned".into()),
        _ => Ok(format!("{number} is done")),
    }
}

#[test]
fn each_job_ends_once_and_the_report_agrees() {
    hush();
    let seeds = match std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()) {
        Some(seed) => seed..seed + 1,
        None => 0..SEEDS,
    };
    for seed in seeds {
        println!("SEED={seed}");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap();
        runtime.block_on(one(seed));
    }
}

async fn one(seed: u64) {
    let mut random = fastrand::Rng::with_seed(seed);
    let events = EventFaults::seeded(seed)
        .with_shuffled(random.bool())
        .with_doubled(random.f64())
        .with_missing(random.f64() / 3.0)
        .with_late(random.f64() / 2.0, Duration::from_secs(random.u64(1..100)));
    let responses = [
        Fault::lose_response().reset(),
        Fault::lose_request().reset(),
        Fault::cut(3),
        Fault::status(503),
        Fault::status(429),
    ];
    let faults = Faults::seeded(seed).on_one_of(responses).probability(0.1);
    let world = World::with(|it| it.event_faults(events).faults(faults));
    let mut ids: Vec<String> = (0..JOBS / 2).map(|_| world.ready()).collect();
    let worker = world.client.worker().on(EventFilter::on("job:ready"), handle);
    let running = Running::of(worker.concurrency(random.usize(1..9)));
    while ids.len() < JOBS {
        pass(Duration::from_millis(random.u64(..3_000))).await;
        ids.push(world.ready());
    }
    // One whose acknowledgement stays in doubt is left executing.
    until("all are done", || ids.iter().all(|id| !matches!(world.status(id), JobStatus::Ready)))
        .await;
    pass(Duration::from_secs(400)).await;
    let report = running.stop().await;
    let with = |status| ids.iter().filter(|id| world.status(id) == status).count() as u64;
    let counts = &report.counts;
    let unfinished = counts.in_doubt + counts.not_ended;
    assert_eq!(report.waiting, 0, "{report:?}");
    assert_eq!(with(JobStatus::Complete), counts.completed, "{report:?}");
    assert_eq!(with(JobStatus::Failed), counts.failed, "{report:?}");
    assert_eq!(with(JobStatus::Executing), unfinished, "{report:?}");
    assert_eq!(counts.left + counts.abandoned + counts.canceled, 0, "{report:?}");
    assert_eq!(counts.completed + counts.failed + unfinished, JOBS as u64, "{report:?}");
    for id in &ids {
        assert!(world.ends(id) <= 1, "{id} ended {} times: {report:?}", world.ends(id));
    }
}
