//! Only some jobs, by the filters of a list.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::{JobStatus, JobType};

use super::world::{Running, World, pass, until};
use crate::runner::world::config;

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test(start_paused = true)]
async fn what_events_bring_and_what_the_list_has() {
    let world = World::new();
    let add = |operation: &str| world.add(config().with_operation(operation));
    let (mine, other) = (add("exportOrders"), add("map"));
    let (worker, called) = world.worker();
    let running = Running::of(worker.jobs(|jobs| jobs.operation("exportOrders")));
    until("mine", || world.status(&mine) == JobStatus::Complete).await;
    let (later, others) = (add("exportOrders"), add("map"));
    until("the later", || world.status(&later) == JobStatus::Complete).await;
    pass(MINUTE * 10).await;
    drop(running.stop().await);
    assert_eq!(*called.lock().unwrap(), [mine, later]);
    assert_eq!((world.status(&other), world.status(&others)), (JobStatus::Ready, JobStatus::Ready));
}

/// A job of a sheet does not name its workbook: the server's list says it.
#[tokio::test(start_paused = true)]
async fn of_a_workbook_only_the_list_knows() {
    let world = World::new();
    let (worker, called) = world.worker();
    let running = Running::of(worker.jobs(|jobs| jobs.workbook("us_wb_1")));
    pass(MINUTE).await;
    let add = |source: &str| {
        let id = world.ready();
        let mut job = world.sandbox.job(&id).unwrap();
        job.type_ = JobType::Sheet;
        world.sandbox.put_job(job.with_source(source).with_destination("us_wb_2"));
        id
    };
    let other = add("us_wb_2");
    let lists = || {
        let calls = world.sandbox.calls();
        calls.iter().filter(|call| call.operation == Some(OperationId::ListJobs)).count()
    };
    let before = lists();
    until("the event was seen", || lists() > before).await;
    let mine = add("us_wb_1");
    let begun = tokio::time::Instant::now();
    until("mine", || world.status(&mine) == JobStatus::Complete).await;
    assert!(begun.elapsed() < MINUTE, "{:?}", begun.elapsed());
    drop(running.stop().await);
    assert_eq!(*called.lock().unwrap(), [mine]);
    assert_eq!(world.status(&other), JobStatus::Ready);
}

#[tokio::test(start_paused = true)]
async fn what_is_wanted_may_change() {
    let world = World::new();
    let wanted = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&wanted);
    let (worker, _) = world.worker();
    let worker = worker.jobs(move |jobs| match asked.load(Ordering::SeqCst) {
        true => jobs,
        false => jobs.operation("nothing"),
    });
    let running = Running::of(worker);
    pass(MINUTE).await;
    let id = world.ready();
    pass(MINUTE * 10).await;
    assert_eq!(world.status(&id), JobStatus::Ready);
    wanted.store(true, Ordering::SeqCst);
    until("it", || world.status(&id) == JobStatus::Complete).await;
    drop(running.stop().await);
}

#[tokio::test(start_paused = true)]
async fn those_that_wait_the_longest_go_first() {
    let world = World::new();
    let ids: Vec<String> = (0..5).map(|_| world.ready()).collect();
    let (worker, called) = world.worker();
    drop(Running::of(worker.concurrency(1).stop_when_idle()).ended().await);
    assert_eq!(*called.lock().unwrap(), ids);
}
