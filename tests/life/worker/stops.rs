//! How a worker stops, and that its report agrees with the server.

use std::time::Duration;

use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::{Fault, Faults};
use flatfile_jobs::worker::Phase;
use flatfile_jobs::{EventFilter, OnShutdown, Run};
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::world::{Running, World, pass, until};

const HOUR: Duration = Duration::from_secs(3600);

/// A handler that listens to the signal, and one that does not.
async fn listens(run: Run) -> Result<&'static str, flatfile_jobs::HandlerError> {
    loop {
        run.check()?;
        pass(Duration::from_millis(500)).await;
    }
}

async fn is_deaf(_: Run) -> Result<&'static str, flatfile_jobs::HandlerError> {
    pass(HOUR * 24).await;
    Ok("at last")
}

fn count(world: &World, ids: &[String], status: JobStatus) -> usize {
    ids.iter().filter(|id| world.status(id) == status).count()
}

#[tokio::test(start_paused = true)]
async fn what_runs_is_ended_and_what_waits_stays_ready() {
    let world = World::new();
    let ids: Vec<String> = (0..12).map(|_| world.ready()).collect();
    let worker = world.client.worker().concurrency(5).on(EventFilter::on("job:ready"), listens);
    let health = worker.health();
    let running = Running::of(worker);
    until("five", || count(&world, &ids, JobStatus::Executing) == 5).await;
    assert_eq!((health.running(), health.phase()), (5, Phase::Running));
    let report = running.stop().await;
    assert_eq!(health.phase(), Phase::Stopped);
    assert_eq!((report.counts.begun, report.counts.failed), (5, 5), "{report:?}");
    assert_eq!((report.waiting, report.halted), (7, false), "{report:?}");
    assert!(report.unfinished.is_empty(), "{report:?}");
    assert_eq!(count(&world, &ids, JobStatus::Failed), 5);
    assert_eq!(count(&world, &ids, JobStatus::Ready), 7);
    assert_eq!(report.to_string(), "5 jobs begun: 0 completed, 5 failed, 7 found and not begun");
}

#[tokio::test(start_paused = true)]
async fn who_goes_on_within_the_grace_has_done_it() {
    let world = World::new();
    let id = world.ready();
    let worker = world.client.worker().on(EventFilter::on("job:ready"), async |_| {
        pass(Duration::from_secs(20)).await;
        Ok("done in time")
    });
    let running = Running::of(worker);
    until("it runs", || world.status(&id) == JobStatus::Executing).await;
    let report = running.stop().await;
    assert_eq!((report.counts.completed, world.status(&id)), (1, JobStatus::Complete));
}

#[tokio::test(start_paused = true)]
async fn who_does_not_is_ended_as_configured() {
    for (what, status, unfinished) in [
        (OnShutdown::default(), JobStatus::Failed, 0),
        (OnShutdown::Cancel(Default::default()), JobStatus::Canceled, 0),
        (OnShutdown::Leave, JobStatus::Executing, 1),
    ] {
        let world = World::new();
        let id = world.ready();
        let worker = world.client.worker().on(EventFilter::on("job:ready"), is_deaf);
        let running = Running::of(worker.grace(Duration::from_secs(5)).on_shutdown(what));
        until("it runs", || world.status(&id) == JobStatus::Executing).await;
        let told = Instant::now();
        let report = running.stop().await;
        let took = told.elapsed();
        assert!((5..7).contains(&took.as_secs()), "{took:?}");
        assert_eq!(world.status(&id), status, "{report:?}");
        let counts = &report.counts;
        assert_eq!(counts.failed + counts.canceled + counts.left, 1, "{report:?}");
        assert_eq!(report.unfinished.len(), unfinished, "{report:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_second_signal_is_at_once() {
    let world = World::new();
    let id = world.ready();
    let (halt, halted) = oneshot::channel::<()>();
    let worker = world.client.worker().on(EventFilter::on("job:ready"), is_deaf);
    let mut running = Running::of(worker.grace(HOUR).halt_on(halted));
    until("it runs", || world.status(&id) == JobStatus::Executing).await;
    running.tell();
    pass(Duration::from_secs(100)).await;
    assert!(!running.is_over(), "it has its grace");
    let told = Instant::now();
    drop(halt);
    let report = running.ended().await;
    assert!(told.elapsed() < Duration::from_secs(1), "{:?}", told.elapsed());
    assert!(report.halted, "{report:?}");
    assert_eq!((report.counts.failed, world.status(&id)), (1, JobStatus::Failed));
}

#[tokio::test(start_paused = true)]
async fn and_what_does_not_get_through_is_cut_off() {
    let world = World::new();
    let id = world.ready();
    let (halt, halted) = oneshot::channel::<()>();
    let worker = world.client.worker().on(EventFilter::on("job:ready"), is_deaf);
    let mut running = Running::of(worker.halt_on(halted));
    until("it runs", || world.status(&id) == JobStatus::Executing).await;
    world.sandbox.set_faults(Faults::default().on_any(Fault::status(503)));
    let told = Instant::now();
    drop(halt);
    running.tell();
    let report = running.ended().await;
    assert!((4..7).contains(&told.elapsed().as_secs()), "{:?}", told.elapsed());
    assert_eq!((report.counts.abandoned, world.status(&id)), (1, JobStatus::Executing));
    let [unfinished] = &report.unfinished[..] else { panic!("{report:?}") };
    assert_eq!((unfinished.job.as_str(), unfinished.reason.as_str()), (&*id, "it was cut off"));
}

#[tokio::test(start_paused = true)]
async fn it_can_stop_before_it_begins() {
    let world = World::new();
    let id = world.ready();
    let (worker, _) = world.worker();
    let report = worker.run_until(async {}).await.unwrap();
    assert_eq!((report.counts.found, world.status(&id)), (0, JobStatus::Ready));
    assert!(world.sandbox.calls().is_empty());
}

#[tokio::test(start_paused = true)]
async fn nothing_is_begun_after_it() {
    let world = World::new();
    let first = world.ready();
    let worker = world.client.worker().on(EventFilter::on("job:ready"), is_deaf);
    let feed = worker.feed();
    let mut running = Running::of(worker.grace(Duration::from_secs(60)));
    until("it runs", || world.status(&first) == JobStatus::Executing).await;
    running.tell();
    pass(Duration::from_secs(1)).await;
    let second = world.ready();
    assert_eq!(feed.job(second.as_str()), flatfile_jobs::worker::Fed::Stopped);
    pass(Duration::from_secs(50)).await;
    assert!(!running.is_over());
    drop(running.ended().await);
    assert_eq!(world.status(&second), JobStatus::Ready);
}

#[tokio::test(start_paused = true)]
async fn a_stop_while_jobs_are_read_leaves_them_ready() {
    let world = World::new();
    let slow = Faults::default().on(OperationId::GetJob, Fault::delay(Duration::from_secs(5)));
    world.sandbox.set_faults(slow);
    let id = world.ready();
    let (worker, called) = world.worker();
    let health = worker.health();
    let running = Running::of(worker);
    until("it is in hand", || health.running() == 1).await;
    let report = running.stop().await;
    assert_eq!((report.counts.begun, world.status(&id)), (0, JobStatus::Ready), "{report:?}");
    assert!(called.lock().unwrap().is_empty());
}

#[tokio::test]
async fn without_a_handler_or_a_runtime_it_says_so() {
    let world = World::new();
    let error = world.client.worker().run_until(async {}).await.unwrap_err();
    assert!(error.is_configuration(), "{error}");
    let (worker, _) = world.worker();
    let outside = std::thread::spawn(move || {
        let mut work = Box::pin(worker.run_until(async {}));
        let waker = std::task::Waker::noop();
        work.as_mut().poll(&mut std::task::Context::from_waker(waker)).map(Result::unwrap_err)
    });
    let std::task::Poll::Ready(error) = outside.join().unwrap() else { panic!("it waits") };
    assert!(error.is_invalid_input(), "{error}");
}
