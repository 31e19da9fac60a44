//! Whether a worker is well.

use std::time::Duration;

use flatfile_jobs::EventFilter;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::worker::Phase;

use super::world::{Running, World, pass, until};

/// A source that waits for room asks nothing, and all is well.
#[tokio::test(start_paused = true)]
async fn a_worker_with_much_to_do_is_well() {
    let world = World::with(|it| it.most_calls(0));
    (0..1_100).for_each(|_| drop(world.ready()));
    let worker = world.client.worker().on(EventFilter::on("job:ready"), async |_| {
        pass(Duration::from_secs(36_000)).await;
        Ok("done")
    });
    let health = worker.health();
    let running = Running::of(worker.grace(Duration::ZERO));
    until("it is full", || health.waiting() == 1_000).await;
    pass(Duration::from_secs(3_000)).await;
    assert!(health.last_success().unwrap() > Duration::from_secs(2_000));
    assert!(health.is_working(Duration::from_secs(60)));
    assert_eq!(running.stop().await.waiting, 1_000);
}

#[tokio::test(start_paused = true)]
async fn it_says_what_there_is() {
    let world = World::new();
    let ids: Vec<String> = (0..3).map(|_| world.ready()).collect();
    pass(Duration::from_secs(40)).await;
    let worker =
        world.client.worker().concurrency(1).on(EventFilter::on("job:ready"), async |_| {
            pass(Duration::from_secs(60)).await;
            Ok("done")
        });
    let health = worker.health();
    assert_eq!((health.phase(), health.oldest_ready()), (Phase::New, None));
    let running = Running::of(worker);
    until("one runs", || ids.iter().any(|id| world.status(id) == JobStatus::Executing)).await;
    assert_eq!((health.phase(), health.running(), health.waiting()), (Phase::Running, 1, 2));
    let oldest = health.oldest_ready().unwrap().as_secs();
    assert!((40..43).contains(&oldest), "{oldest}");
    pass(Duration::from_secs(30)).await;
    assert!(health.last_success().unwrap() < Duration::from_secs(35));
    assert!(health.is_working(Duration::from_secs(40)));
    assert!(!health.is_working(Duration::ZERO));
    let report = running.stop().await;
    assert_eq!(health.phase(), Phase::Stopped);
    assert_eq!(health.counts(), report.counts, "it outlives the worker");
    assert!(!health.is_working(Duration::MAX));
}

/// It asks nothing, and its probe must not end it.
#[tokio::test(start_paused = true)]
async fn a_worker_that_is_only_fed_is_well_while_it_runs() {
    let world = World::new();
    let (worker, _) = world.worker();
    let health = worker.health();
    assert!(!health.is_working(Duration::MAX), "it does not run yet");
    let running = Running::of(worker.without_polling().without_sweep());
    until("it runs", || health.phase() == Phase::Running).await;
    pass(Duration::from_secs(36_000)).await;
    assert!(health.is_working(Duration::from_secs(60)));
    assert_eq!(health.last_success(), None);
    let _ = running.stop().await;
    assert!(!health.is_working(Duration::MAX));
}

#[tokio::test(start_paused = true)]
async fn one_that_sweeps_alone_is_well_by_its_sweeps() {
    let world = World::new();
    let (worker, _) = world.worker();
    let health = worker.health();
    let running = Running::of(worker.without_polling());
    pass(Duration::from_secs(200)).await;
    assert!(health.is_working(Duration::from_secs(300)));
    assert!(!health.is_working(Duration::from_secs(120)));
    let _ = running.stop().await;
}
