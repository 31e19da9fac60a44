//! When a worker stops by itself, or begins no more.

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;

use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::{Fault, Faults};
use flatfile_jobs::worker::Phase;
use flatfile_jobs::{EventFilter, HandlerError};
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::world::{Running, World, pass, until};
use crate::runner::world::config;

#[tokio::test(start_paused = true)]
async fn with_nothing_ready_it_is_over_at_once() {
    let world = World::new();
    let (worker, _) = world.worker();
    let begun = Instant::now();
    let report = Running::of(worker.stop_when_idle()).ended().await;
    assert_eq!((report.counts.found, report.halted), (0, false));
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn what_jobs_make_is_run_too() {
    let world = World::new();
    world.ready();
    let left = Arc::new(AtomicI32::new(5));
    let client = world.client.clone();
    let worker = world.client.worker().on(EventFilter::on("job:ready"), move |_| {
        let (left, client) = (Arc::clone(&left), client.clone());
        async move {
            if left.fetch_sub(1, Ordering::SeqCst) > 0 {
                client.jobs().create(config()).await?;
            }
            Ok("done")
        }
    });
    let begun = Instant::now();
    let report = Running::of(worker.without_polling().stop_when_idle()).ended().await;
    assert_eq!((report.counts.completed, report.waiting), (6, 0), "{report:?}");
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_list_that_cannot_be_read_is_no_list_without_jobs() {
    let faults = Faults::default().on(OperationId::ListJobs, Fault::status(401)).times(2);
    let world = World::with(|it| it.faults(faults));
    let id = world.ready();
    let (worker, _) = world.worker();
    let second = Duration::from_secs(1);
    let begun = Instant::now();
    let worker = worker.without_polling().poll_every(second, second).stop_when_idle();
    let report = Running::of(worker).ended().await;
    assert_eq!((world.status(&id), report.counts.source_failures), (JobStatus::Complete, 2));
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_job_that_cannot_be_begun_does_not_keep_it() {
    let faults = Faults::default().on(OperationId::AckJob, Fault::status(403));
    let world = World::with(|it| it.faults(faults));
    let ids = [world.ready(), world.ready()];
    let (worker, called) = world.worker();
    let report = Running::of(worker.stop_when_idle()).ended().await;
    assert_eq!((report.counts.begun, report.counts.not_begun), (0, 2), "{report:?}");
    assert!(called.lock().unwrap().is_empty());
    assert!(ids.iter().all(|id| world.status(id) == JobStatus::Ready));
}

/// However many jobs of others get ready meanwhile.
#[tokio::test(start_paused = true)]
async fn the_events_of_others_do_not_keep_it() {
    let slow = Faults::default().on(OperationId::ListJobs, Fault::delay(Duration::from_secs(2)));
    let world = World::with(|it| it.faults(slow));
    let mine = world.ready();
    let others = async {
        loop {
            world.add(config().with_operation("theirs"));
            pass(Duration::from_millis(100)).await;
        }
    };
    let (worker, called) = world.worker();
    let often = Duration::from_millis(50);
    let worker = worker.jobs(|jobs| jobs.operation("exportOrders")).poll_every(often, often);
    let report = tokio::select! {
        report = Running::of(worker.stop_when_idle()).ended() => report,
        () = others => return,
        () = pass(Duration::from_secs(60)) => panic!("it does not end"),
    };
    assert_eq!((report.counts.begun, world.status(&mine)), (1, JobStatus::Complete), "{report:?}");
    assert_eq!(*called.lock().unwrap(), [mine]);
}

/// A job that is in hand because of its event, and that the list has.
#[tokio::test(start_paused = true)]
async fn a_job_of_the_list_that_is_still_read_keeps_it() {
    let slow = Faults::default().on(OperationId::GetJob, Fault::delay(Duration::from_secs(20)));
    let world = World::with(|it| it.faults(slow));
    let id = world.ready();
    let (worker, _) = world.worker();
    assert_eq!(worker.feed().job(&id), flatfile_jobs::worker::Fed::Taken);
    let report = Running::of(worker.without_polling().stop_when_idle()).ended().await;
    assert_eq!(
        (report.counts.completed, world.status(&id)),
        (1, JobStatus::Complete),
        "{report:?}"
    );
}

/// Another worker took it, failed it, and somebody retries it.
#[tokio::test(start_paused = true)]
async fn a_job_that_others_had_and_that_is_ready_again_is_run() {
    let slow = Faults::default().on(OperationId::ListJobs, Fault::delay(Duration::from_secs(2)));
    let world = World::with(|it| it.faults(slow));
    let (long, theirs) = (world.ready(), world.ready());
    let begun = Arc::new(std::sync::Mutex::new(Vec::new()));
    let begins = Arc::clone(&begun);
    let worker = world.client.worker().on(EventFilter::on("job:ready"), move |run| {
        begins.lock().unwrap().push(run.id().to_owned());
        async {
            pass(Duration::from_secs(20)).await;
            Ok("done")
        }
    });
    let running = Running::of(worker.without_polling().stop_when_idle());
    // It was listed, and is not read yet.
    pass(Duration::from_secs(1)).await;
    let mut job = world.sandbox.job(&theirs).unwrap().with_status(JobStatus::Executing);
    world.sandbox.put_job(job.clone());
    pass(Duration::from_secs(5)).await;
    job.updated_at += chrono::TimeDelta::seconds(5);
    world.sandbox.put_job(job.with_status(JobStatus::Ready));
    let report = running.ended().await;
    assert_eq!((report.counts.skipped, report.counts.completed), (1, 2), "{report:?}");
    assert_eq!(*begun.lock().unwrap(), [long, theirs]);
}

#[tokio::test(start_paused = true)]
async fn so_many_and_no_more() {
    for at_once in [1, 3, 8] {
        let world = World::new();
        let ids: Vec<String> = (0..10).map(|_| world.ready()).collect();
        let refused = Faults::default().on(OperationId::AckJob, Fault::status(409)).times(2);
        world.sandbox.set_faults(refused);
        let (worker, called) = world.worker();
        let report = Running::of(worker.concurrency(at_once).max_jobs(4)).ended().await;
        assert_eq!((report.counts.begun, report.counts.completed), (4, 4), "{report:?}");
        assert_eq!(called.lock().unwrap().len(), 4, "those that were refused do not count");
        let ready = ids.iter().filter(|id| world.status(id) == JobStatus::Ready).count();
        assert_eq!(ready, 6, "no other is acknowledged");
    }
}

#[tokio::test(start_paused = true)]
async fn none_at_all() {
    let world = World::new();
    world.ready();
    let (worker, _) = world.worker();
    let report = Running::of(worker.max_jobs(0)).ended().await;
    assert_eq!(report.counts.found, 0);
    assert!(world.sandbox.calls().is_empty());
}

/// A handler that says whether it was told to stop.
async fn asks(run: flatfile_jobs::Run) -> Result<&'static str, HandlerError> {
    for _ in 0..60 {
        run.check()?;
        pass(Duration::from_secs(1)).await;
    }
    Ok("to its end")
}

#[tokio::test(start_paused = true)]
async fn what_runs_is_not_told_of_a_drain() {
    let world = World::new();
    let (first, second) = (world.ready(), world.ready());
    let (drain, drained) = oneshot::channel::<()>();
    let worker = world.client.worker().concurrency(1).on(EventFilter::on("job:ready"), asks);
    let (health, feed) = (worker.health(), worker.feed());
    let running = Running::of(worker.drain_on(drained));
    until("it runs", || world.status(&first) == JobStatus::Executing).await;
    drop(drain);
    pass(Duration::from_secs(1)).await;
    assert_eq!((health.phase(), running.is_over()), (Phase::Stopping, false));
    assert_eq!(feed.job("us_jb_other"), flatfile_jobs::worker::Fed::Stopped);
    let report = running.ended().await;
    assert_eq!((report.counts.completed, report.waiting), (1, 1), "{report:?}");
    assert_eq!(world.status(&first), JobStatus::Complete);
    assert_eq!(world.status(&second), JobStatus::Ready);
}

#[tokio::test(start_paused = true)]
async fn a_stop_may_follow_a_drain() {
    let world = World::new();
    let id = world.ready();
    let (drain, drained) = oneshot::channel::<()>();
    let worker = world.client.worker().on(EventFilter::on("job:ready"), asks);
    let mut running = Running::of(worker.drain_on(drained));
    until("it runs", || world.status(&id) == JobStatus::Executing).await;
    drop(drain);
    pass(Duration::from_secs(5)).await;
    running.tell();
    let report = running.ended().await;
    assert_eq!((report.counts.failed, world.status(&id)), (1, JobStatus::Failed));
}

#[tokio::test(start_paused = true)]
async fn a_drain_while_a_job_is_read_leaves_it_ready() {
    let world = World::new();
    let slow = Faults::default().on(OperationId::GetJob, Fault::delay(Duration::from_secs(5)));
    world.sandbox.set_faults(slow);
    let id = world.ready();
    let (drain, drained) = oneshot::channel::<()>();
    let (worker, _) = world.worker();
    let health = worker.health();
    let running = Running::of(worker.drain_on(drained));
    until("it is in hand", || health.running() == 1).await;
    drop(drain);
    let report = running.ended().await;
    assert_eq!((report.counts.begun, world.status(&id)), (0, JobStatus::Ready), "{report:?}");
}
