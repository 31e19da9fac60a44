//! How jobs are found.

use std::time::Duration;

use flatfile_jobs::EventFilter;
use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::{EventFaults, Rules};
use serde_json::json;

use super::world::{Running, World, pass, until};
use crate::runner::world::config;

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test(start_paused = true)]
async fn what_was_ready_before_and_what_gets_ready() {
    let world = World::new();
    let before = world.ready();
    let (worker, called) = world.worker();
    let running = Running::of(worker);
    until("the first", || world.status(&before) == JobStatus::Complete).await;
    let after = world.ready();
    until("the second", || world.status(&after) == JobStatus::Complete).await;
    let report = running.stop().await;
    assert_eq!((report.counts.found, report.counts.completed), (2, 2), "{report:?}");
    assert_eq!(*called.lock().unwrap(), [before, after]);
    assert_eq!(report.to_string(), "2 jobs begun: 2 completed, 0 failed");
}

#[tokio::test(start_paused = true)]
async fn an_event_brings_it_within_seconds() {
    let world = World::new();
    let (worker, _) = world.worker();
    let running = Running::of(worker.sweep_every(MINUTE * 60));
    pass(MINUTE * 5).await;
    let id = world.ready();
    let begun = tokio::time::Instant::now();
    until("it", || world.status(&id) == JobStatus::Complete).await;
    assert!(begun.elapsed().as_secs() < 34, "it was idle, and asks twice a minute");
    let next = world.ready();
    pass(Duration::from_secs(3)).await;
    assert_eq!(world.status(&next), JobStatus::Complete, "it found something, and asks often");
    assert_eq!(running.stop().await.counts.completed, 2);
}

#[tokio::test(start_paused = true)]
async fn a_sweep_brings_what_events_miss() {
    let world = World::with(|it| it.event_faults(EventFaults::seeded(1).with_missing(1.0)));
    let (worker, _) = world.worker();
    let running = Running::of(worker);
    pass(MINUTE).await;
    let id = world.ready();
    pass(MINUTE * 2).await;
    assert_eq!(world.status(&id), JobStatus::Ready);
    pass(MINUTE * 4).await;
    assert_eq!(world.status(&id), JobStatus::Complete);
    drop(running.stop().await);
}

#[tokio::test(start_paused = true)]
async fn each_source_can_be_left_out() {
    let world = World::new();
    let id = world.ready();
    let (worker, _) = world.worker();
    let running = Running::of(worker.without_sweep().without_polling());
    pass(MINUTE * 60).await;
    let report = running.stop().await;
    assert_eq!((report.counts.found, world.status(&id)), (0, JobStatus::Ready));
    assert!(world.sandbox.calls().is_empty());

    let (worker, _) = world.worker();
    let second = Duration::from_secs(1);
    let running = Running::of(worker.without_polling().poll_every(second, second));
    until("by the sweep", || world.status(&id) == JobStatus::Complete).await;
    drop(running.stop().await);
    let asked =
        |call: &flatfile_jobs::sandbox::Call| call.operation == Some(OperationId::ListEvents);
    assert!(!world.sandbox.calls().iter().any(asked));
}

#[tokio::test(start_paused = true)]
async fn events_are_asked_for_as_nobody_promises_anything() {
    let world = World::new();
    let (worker, _) = world.worker();
    let running = Running::of(worker.without_sweep());
    world.ready();
    pass(MINUTE).await;
    drop(running.stop().await);
    let calls = world.sandbox.calls();
    let asked: Vec<&str> = calls
        .iter()
        .filter(|call| call.operation == Some(OperationId::ListEvents))
        .map(|call| call.path.as_str())
        .collect();
    assert!(!asked[0].contains("since="), "{}", asked[0]);
    for path in &asked {
        for part in ["topic=job%3Aready", "includeAcknowledged=true", "pageSize=100"] {
            assert!(path.contains(part), "{path}");
        }
    }
    assert!(asked[2].contains("since="), "{}", asked[2]);
}

#[tokio::test(start_paused = true)]
async fn many_events_are_several_pages_from_any_first_number() {
    for (first, shuffled) in [(0, false), (1, false), (0, true), (1, true)] {
        let world = World::with(|it| {
            let rules = Rules::default().with_first_page(first).with_largest_page(10);
            it.rules(rules).event_faults(EventFaults::seeded(2).with_shuffled(shuffled))
        });
        let (worker, _) = world.worker();
        let start = world.sandbox.job(&world.ready()).unwrap().created_at;
        let ids: Vec<String> = (0..55).map(|_| world.ready()).collect();
        let running = Running::of(worker.without_sweep().since(start));
        until("all", || ids.iter().all(|id| world.status(id) == JobStatus::Complete)).await;
        let report = running.stop().await;
        assert_eq!((report.counts.found, report.counts.begun), (56, 56), "{first} {shuffled}");
    }
}

#[tokio::test(start_paused = true)]
async fn events_that_come_twice_and_late_bring_a_job_once() {
    let faults = EventFaults::seeded(3)
        .with_doubled(1.0)
        .with_shuffled(true)
        .with_late(0.5, Duration::from_secs(7));
    let world = World::with(|it| it.event_faults(faults));
    let (worker, called) = world.worker();
    let running = Running::of(worker.without_sweep());
    pass(Duration::from_secs(10)).await;
    // From here on the worker knows since when it asks.
    let mut ids = vec![world.ready()];
    for _ in 0..30 {
        pass(Duration::from_secs(1)).await;
        ids.push(world.ready());
    }
    until("all", || ids.iter().all(|id| world.status(id) == JobStatus::Complete)).await;
    let report = running.stop().await;
    assert_eq!((report.counts.begun, report.counts.skipped), (31, 0), "{report:?}");
    assert_eq!(called.lock().unwrap().len(), 31);
    let reads = world.sandbox.calls();
    let reads = reads.iter().filter(|call| call.operation == Some(OperationId::GetJob));
    assert_eq!(reads.count(), 31, "each is read once");
}

#[tokio::test(start_paused = true)]
async fn an_event_that_others_acknowledged_counts() {
    let world = World::new();
    let (worker, _) = world.worker();
    let running = Running::of(worker.without_sweep());
    pass(Duration::from_secs(1)).await;
    let id = world.ready();
    for event in world.sandbox.events() {
        world.sandbox.acknowledge_event(event.id.as_deref().unwrap());
    }
    until("it", || world.status(&id) == JobStatus::Complete).await;
    drop(running.stop().await);
}

#[tokio::test(start_paused = true)]
async fn what_is_meant_for_nobody_is_left_alone() {
    let world = World::new();
    let other = world.add(config().with_type(flatfile_jobs::api::types::JobType::Sheet));
    let mine = world.ready();
    let filter = EventFilter::on("job:ready").filter(json!({ "job": "workbook:exportOrders" }));
    let worker = world.client.worker().on(filter, async |_| Ok("done"));
    let running = Running::of(worker);
    until("mine", || world.status(&mine) == JobStatus::Complete).await;
    pass(MINUTE * 10).await;
    let report = running.stop().await;
    assert_eq!((world.status(&other), report.counts.found), (JobStatus::Ready, 1));
}

#[tokio::test(start_paused = true)]
async fn the_first_handler_that_is_meant_is_called() {
    let world = World::new();
    let ready = || EventFilter::on("job:ready");
    let worker = world
        .client
        .worker()
        .on(ready().filter(json!({ "operation": "import*" })), async |_| Ok("imported"))
        .on(ready().filter(json!({ "operation": "export*" })), async |_| Ok("exported"))
        .on(ready(), async |_| Ok("anything"));
    let id = world.ready();
    let running = Running::of(worker);
    until("it", || world.status(&id) == JobStatus::Complete).await;
    drop(running.stop().await);
    let outcome = world.sandbox.job(&id).unwrap().typed_outcome().unwrap();
    assert_eq!(outcome.message.as_deref(), Some("exported"));
}

#[tokio::test(start_paused = true)]
async fn only_one_space() {
    let world = World::new();
    let (mine, other) = (world.ready_in("us_sp_1"), world.ready_in("us_sp_2"));
    let (worker, _) = world.worker();
    let running = Running::of(worker.space("us_sp_1"));
    until("mine", || world.status(&mine) == JobStatus::Complete).await;
    let later = world.ready_in("us_sp_2");
    pass(MINUTE * 10).await;
    drop(running.stop().await);
    assert_eq!(world.status(&other), JobStatus::Ready);
    assert_eq!(world.status(&later), JobStatus::Ready);
}

#[tokio::test(start_paused = true)]
async fn a_job_that_is_run_again_is_found_again() {
    let world = World::new();
    let (worker, called) = world.worker();
    let running = Running::of(worker.without_sweep());
    pass(Duration::from_secs(1)).await;
    let id = world.ready();
    until("once", || world.status(&id) == JobStatus::Complete).await;
    let job = world.sandbox.job(&id).unwrap().with_status("failed");
    world.sandbox.put_job(job);
    pass(Duration::from_secs(5)).await;
    world.client.job(&id).retry().await.unwrap();
    until("twice", || world.status(&id) == JobStatus::Complete).await;
    drop(running.stop().await);
    assert_eq!(called.lock().unwrap().len(), 2);
}
