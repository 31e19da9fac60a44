//! What a former process has left is settled first, and ends that are kept are
//! settled now and then.

use std::time::Duration;

use flatfile_jobs::EventFilter;
use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::outbox::{Outbox, OutboxStore, StoreError};
use flatfile_jobs::sandbox::{Fault, Faults};
use flatfile_jobs::worker::Phase;

use super::world::{Running, World, pass, until};
use crate::schedules::clock::{Clock, Pace, Simulated};
use crate::support::memory::{Memory, Texts};

/// One that cannot be read.
struct Broken;

impl OutboxStore for Broken {
    fn put(&self, _: &[u8]) -> Result<u64, StoreError> {
        Err("no space left on device".into())
    }

    fn remove(&self, _: u64) -> Result<(), StoreError> {
        Ok(())
    }

    fn all(&self) -> Result<Texts, StoreError> {
        Err("input/output error".into())
    }
}

pub fn with(world: &mut World, outbox: Outbox) {
    let clock = Clock::new(chrono::TimeDelta::zero());
    let timer = Simulated::new(clock, Pace::Even);
    world.client = world.sandbox.client_builder().timer(timer).outbox(outbox).build().unwrap();
}

#[tokio::test(start_paused = true)]
async fn what_is_left_is_read_first() {
    let mut world = World::new();
    let outbox = Outbox::with_store(Memory::default());
    with(&mut world, outbox.clone());
    let kept = world.sandbox.add_executing_job("exportOrders");
    world.sandbox.set_faults(Faults::default().on_any(Fault::status(503)));
    world.client.job(&kept).complete("done before").await.unwrap_err();
    world.sandbox.set_faults(Faults::default());
    world.sandbox.forget_calls();

    let id = world.ready();
    let (worker, _) = world.worker();
    let running = Running::of(worker);
    until("the new one", || world.status(&id) == JobStatus::Complete).await;
    drop(running.stop().await);
    let first = world.sandbox.calls().iter().find_map(|call| call.operation);
    assert_eq!(first, Some(OperationId::GetJob), "it waits for nothing");
    assert_eq!((world.status(&kept), world.ends(&kept)), (JobStatus::Complete, 1));
    assert!(outbox.ends().unwrap().is_empty());
}

/// An end that is kept since the server was ill.
async fn left(world: &World, id: &str) {
    world.sandbox.set_faults(Faults::default().on_any(Fault::status(503)));
    world.client.job(id).complete("done before").await.unwrap_err();
    world.sandbox.set_faults(Faults::default());
}

#[tokio::test(start_paused = true)]
async fn other_jobs_do_not_wait_for_what_is_left() {
    let mut world = World::new();
    let outbox = Outbox::with_store(Memory::default());
    with(&mut world, outbox.clone());
    let kept: Vec<String> =
        (0..20).map(|_| world.sandbox.add_executing_job("exportOrders")).collect();
    for id in &kept {
        left(&world, id).await;
    }
    // Each of them is tried for minutes.
    world.sandbox.set_faults(Faults::default().on(OperationId::CompleteJob, Fault::status(503)));
    let id = world.ready();
    let worker = world
        .client
        .worker()
        .on(EventFilter::on("job:ready"), async |_| Err::<(), _>("no such order".into()));
    let health = worker.health();
    let running = Running::of(worker);
    pass(Duration::from_secs(10)).await;
    assert_eq!(world.status(&id), JobStatus::Failed, "it ran");
    assert_eq!(health.phase(), Phase::Running);
    assert_eq!(outbox.ends().unwrap().len(), kept.len());
    world.sandbox.set_faults(Faults::default());
    until("they are settled", || outbox.ends().unwrap().is_empty()).await;
    drop(running.stop().await);
    assert!(kept.iter().all(|id| world.ends(id) == 1));
}

/// Else the end would be too late: the job would be in another run.
#[tokio::test(start_paused = true)]
async fn an_end_that_is_left_goes_before_a_run_of_its_job() {
    for fed in [true, false] {
        let mut world = World::new();
        let outbox = Outbox::with_store(Memory::default());
        with(&mut world, outbox.clone());
        let (id, other) = (world.ready(), world.sandbox.add_executing_job("exportOrders"));
        left(&world, &other).await;
        left(&world, &id).await;
        // The end before it takes its time.
        let late = Fault::delay(Duration::from_secs(20));
        let slow = Faults::default().on(OperationId::CompleteJob, late).times(1);
        world.sandbox.set_faults(slow);
        world.sandbox.forget_calls();
        let (worker, called) = world.worker();
        if fed {
            worker.feed().job(&id);
        }
        let health = worker.health();
        let running = Running::of(worker);
        pass(Duration::from_secs(5)).await;
        assert_eq!((health.waiting(), health.running()), (1, 0), "it is found, and waits");
        until("it is settled", || world.status(&id) == JobStatus::Complete).await;
        pass(Duration::from_secs(600)).await;
        let report = running.stop().await;
        assert!(called.lock().unwrap().is_empty(), "{report:?}");
        assert_eq!((world.ends(&id), report.counts.skipped), (1, 1), "{report:?}");
        assert!(outbox.ends().unwrap().is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn a_drain_ends_it_too() {
    let mut world = World::new();
    let outbox = Outbox::with_store(Memory::default());
    with(&mut world, outbox.clone());
    let kept = world.sandbox.add_executing_job("exportOrders");
    left(&world, &kept).await;
    world.sandbox.set_faults(Faults::default().on_any(Fault::status(503)));
    let (worker, _) = world.worker();
    let (drain, drained) = tokio::sync::oneshot::channel::<()>();
    let running = Running::of(worker.drain_on(drained));
    pass(Duration::from_secs(1)).await;
    let told = tokio::time::Instant::now();
    drop(drain);
    drop(running.ended().await);
    assert!(told.elapsed() < Duration::from_secs(1));
    assert_eq!(outbox.ends().unwrap().len(), 1, "it is left for the next one");
}

#[tokio::test(start_paused = true)]
async fn who_stops_when_idle_has_tried_what_is_left() {
    let mut world = World::new();
    let outbox = Outbox::with_store(Memory::default());
    with(&mut world, outbox.clone());
    let kept: Vec<String> =
        (0..5).map(|_| world.sandbox.add_executing_job("exportOrders")).collect();
    for id in &kept {
        left(&world, id).await;
    }
    let late = Fault::delay(Duration::from_secs(20));
    world.sandbox.set_faults(Faults::default().on(OperationId::CompleteJob, late));
    let (worker, _) = world.worker();
    drop(Running::of(worker.stop_when_idle()).ended().await);
    assert!(kept.iter().all(|id| world.ends(id) == 1));
    assert!(outbox.ends().unwrap().is_empty());
    let lists = {
        let calls = world.sandbox.calls();
        calls.iter().filter(|call| call.operation == Some(OperationId::ListJobs)).count()
    };
    assert!(lists < 40, "{lists} lists in 100 seconds");
}

#[tokio::test(start_paused = true)]
async fn an_outage_ends_and_so_do_the_jobs() {
    let mut world = World::new();
    let outbox = Outbox::with_store(Memory::default());
    with(&mut world, outbox.clone());
    let id = world.ready();
    let worker = world.client.worker().on(EventFilter::on("job:ready"), async |_| Ok("done"));
    let failing = Faults::default().on(OperationId::CompleteJob, Fault::status(503));
    world.sandbox.set_faults(failing);
    let running = Running::of(worker);
    until("it is left", || world.status(&id) == JobStatus::Executing).await;
    pass(Duration::from_secs(600)).await;
    assert_eq!(outbox.ends().unwrap().len(), 1);
    world.sandbox.set_faults(Faults::default());
    until("it is settled", || world.status(&id) == JobStatus::Complete).await;
    pass(Duration::from_secs(1)).await;
    let report = running.stop().await;
    assert_eq!(world.ends(&id), 1);
    assert!(outbox.ends().unwrap().is_empty(), "{report:?}");
}

#[tokio::test(start_paused = true)]
async fn an_outbox_that_cannot_be_read_is_said_before_anything_is_begun() {
    let mut world = World::new();
    with(&mut world, Outbox::with_store(Broken));
    let id = world.ready();
    let (worker, _) = world.worker();
    let error = worker.run_until(std::future::pending::<()>()).await.unwrap_err();
    assert!(error.is_outbox(), "{error}");
    assert_eq!(world.status(&id), JobStatus::Ready);
}

#[tokio::test(start_paused = true)]
async fn it_can_stop_while_it_settles() {
    let mut world = World::new();
    with(&mut world, Outbox::with_store(Memory::default()));
    let kept = world.sandbox.add_executing_job("exportOrders");
    world.sandbox.set_faults(Faults::default().on_any(Fault::status(503)));
    world.client.job(&kept).complete("done before").await.unwrap_err();
    let (worker, _) = world.worker();
    let running = Running::of(worker);
    pass(Duration::from_secs(1)).await;
    let told = tokio::time::Instant::now();
    drop(running.stop().await);
    assert!(told.elapsed() < Duration::from_secs(1));
}
