//! What a former process has left is settled first, and ends that are kept are
//! settled now and then.

use std::time::Duration;

use flatfile_jobs::EventFilter;
use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::outbox::{Outbox, OutboxStore, StoreError};
use flatfile_jobs::sandbox::{Fault, Faults};

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
async fn what_is_left_is_settled_first() {
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
    let calls: Vec<_> = world.sandbox.calls().iter().filter_map(|call| call.operation).collect();
    assert_eq!(calls[..2], [OperationId::GetJob, OperationId::CompleteJob], "{calls:?}");
    assert_eq!((world.status(&kept), world.ends(&kept)), (JobStatus::Complete, 1));
    assert!(outbox.ends().unwrap().is_empty());
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
