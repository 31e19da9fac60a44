//! How many jobs run at once, and whose turn it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use flatfile_jobs::EventFilter;
use flatfile_jobs::api::types::JobStatus;

use super::world::{Called, Running, World, pass, until};

#[tokio::test(start_paused = true)]
async fn never_more_than_so_many() {
    for limit in [1, 3] {
        let world = World::new();
        let ids: Vec<String> = (0..20).map(|_| world.ready()).collect();
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let seen = Arc::clone(&most);
        let worker =
            world.client.worker().concurrency(limit).on(EventFilter::on("job:ready"), move |_| {
                let (now, most) = (Arc::clone(&now), Arc::clone(&most));
                async move {
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    pass(Duration::from_secs(2)).await;
                    now.fetch_sub(1, Ordering::SeqCst);
                    Ok("done")
                }
            });
        let running = Running::of(worker);
        until("all", || ids.iter().all(|id| world.status(id) == JobStatus::Complete)).await;
        drop(running.stop().await);
        assert_eq!(seen.load(Ordering::SeqCst), limit);
    }
}

/// A space with many jobs does not keep one with a single job waiting.
#[tokio::test(start_paused = true)]
async fn spaces_take_turns() {
    let world = World::new();
    for _ in 0..50 {
        world.ready_in("us_sp_large");
    }
    let single = world.ready_in("us_sp_small");
    let called = Called::default();
    let calls = Arc::clone(&called);
    let worker =
        world.client.worker().concurrency(2).on(EventFilter::on("job:ready"), move |run| {
            calls.lock().unwrap().push(run.job().id.to_string());
            async {
                pass(Duration::from_secs(5)).await;
                Ok("done")
            }
        });
    // Events tell of them in the order in which they were made.
    let running = Running::of(worker.without_polling());
    until("the single one", || world.status(&single) == JobStatus::Complete).await;
    let before = called.lock().unwrap().len();
    assert!(before <= 6, "the oldest are listed first, and it was begun after {before}");
    drop(running.stop().await);
}

/// More than may wait: the sweep waits too, and nothing is lost.
#[tokio::test(start_paused = true)]
async fn more_jobs_than_may_wait() {
    let world = World::with(|it| it.most_calls(0));
    let ids: Vec<String> = (0..1_500).map(|_| world.ready()).collect();
    let (worker, called) = world.worker();
    let health = worker.health();
    let running = Running::of(worker);
    let most = Arc::new(AtomicUsize::new(0));
    until("all", || {
        most.fetch_max(health.waiting(), Ordering::SeqCst);
        ids.iter().all(|id| world.status(id) == JobStatus::Complete)
    })
    .await;
    let report = running.stop().await;
    assert_eq!((report.counts.completed, called.lock().unwrap().len()), (1_500, 1_500));
    assert!(most.load(Ordering::SeqCst) <= 1_000);
}
