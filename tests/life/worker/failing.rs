//! Sources, handlers and servers that fail.

use std::time::Duration;

use flatfile_jobs::EventFilter;
use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::{Fault, Faults};

use super::world::{Running, World, pass, until};
use crate::schedules::handler::{PANIC, hush};

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test(start_paused = true)]
async fn a_handler_that_panics_costs_its_job_alone() {
    hush();
    let world = World::new();
    let ids: Vec<String> = (0..10).map(|_| world.ready()).collect();
    let odd = ids[3].clone();
    let worker = world.client.worker().on(EventFilter::on("job:ready"), move |run| {
        let panics = run.job().id == odd;
        async move {
            if panics {
                std::panic::panic_any(PANIC);
            }
            Ok("done")
        }
    });
    let running = Running::of(worker);
    until("all", || ids.iter().all(|id| world.status(id).is_end())).await;
    let report = running.stop().await;
    let counts = &report.counts;
    assert_eq!((counts.completed, counts.failed, counts.panicked), (9, 1, 1), "{report:?}");
    assert_eq!(world.status(&ids[3]), JobStatus::Failed);
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_panics_before_its_future_does_so_too() {
    hush();
    let world = World::new();
    let id = world.ready();
    let worker = world.client.worker().on(EventFilter::on("job:ready"), |_| {
        if true {
            std::panic::panic_any(PANIC);
        }
        async { Ok("done") }
    });
    let running = Running::of(worker);
    until("it", || world.status(&id) == JobStatus::Failed).await;
    let report = running.stop().await;
    assert_eq!((report.counts.failed, report.counts.panicked), (1, 1), "{report:?}");
}

#[tokio::test(start_paused = true)]
async fn a_source_that_fails_is_asked_again_and_less_and_less_often() {
    let world = World::with(|it| it.faults(Faults::default().on_any(Fault::status(401))));
    let (worker, _) = world.worker();
    let health = worker.health();
    let running = Running::of(worker);
    pass(MINUTE * 10).await;
    let asked = world.sandbox.calls().len();
    assert!((15..40).contains(&asked), "{asked} requests in ten minutes");
    assert!(health.failures() > 10 && health.last_success().is_none());
    assert!(!health.is_working(MINUTE));
    world.sandbox.set_faults(Faults::default());
    let id = world.ready();
    until("it", || world.status(&id) == JobStatus::Complete).await;
    assert_eq!(health.failures(), 0);
    assert!(health.is_working(MINUTE));
    let report = running.stop().await;
    assert!(report.counts.source_failures > 10, "{report:?}");
}

#[tokio::test(start_paused = true)]
async fn a_server_that_has_too_much_to_do_is_left_in_peace() {
    let busy = Fault::status(429).retry_after_seconds(100);
    let world = World::with(|it| it.faults(Faults::default().on_any(busy)));
    let (worker, _) = world.worker();
    let running = Running::of(worker.without_sweep());
    pass(Duration::from_secs(1000)).await;
    let asked = world.sandbox.calls().len();
    assert!((9..=12).contains(&asked), "{asked} requests in a thousand seconds");
    drop(running.stop().await);
}

#[tokio::test(start_paused = true)]
async fn a_job_that_cannot_be_read_is_found_again() {
    let failing = Faults::default().on(OperationId::GetJob, Fault::status(500)).times(3);
    let world = World::with(|it| it.faults(failing));
    let id = world.ready();
    let (worker, _) = world.worker();
    let running = Running::of(worker);
    pass(MINUTE).await;
    let report = running.stop().await;
    assert_eq!((report.counts.not_begun, report.counts.completed), (1, 1), "{report:?}");
    assert_eq!(world.status(&id), JobStatus::Complete);
}

/// It is no word of the API that the job is not there, or in another state.
#[tokio::test(start_paused = true)]
async fn a_job_that_a_proxy_knows_nothing_of_is_found_again() {
    for (operation, status) in [
        (OperationId::GetJob, 404),
        (OperationId::AckJob, 404),
        (OperationId::AckJob, 409),
        (OperationId::AckJob, 400),
    ] {
        let page = Faults::default().on(operation, Fault::html(status)).times(1);
        let world = World::with(|it| it.faults(page));
        let id = world.ready();
        let (worker, _) = world.worker();
        let running = Running::of(worker);
        pass(MINUTE).await;
        let report = running.stop().await;
        assert_eq!((report.counts.not_begun, report.counts.completed), (1, 1), "{report:?}");
        assert_eq!(world.status(&id), JobStatus::Complete, "{operation:?} {status}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_job_that_cannot_be_begun_is_not_tried_in_each_round() {
    let refused = Faults::default().on(OperationId::AckJob, Fault::status(403));
    let world = World::with(|it| it.faults(refused));
    let (worker, _) = world.worker();
    let running = Running::of(worker);
    pass(MINUTE).await;
    world.ready();
    pass(MINUTE * 2).await;
    let report = running.stop().await;
    let calls = world.sandbox.calls();
    let tried = calls.iter().filter(|it| it.operation == Some(OperationId::AckJob)).count();
    // By the event, and by a sweep each ten seconds.
    assert!((5..=13).contains(&tried), "{tried} times in two minutes: {report:?}");
}

#[tokio::test(start_paused = true)]
async fn one_odd_job_or_event_does_not_stop_it() {
    let odd =
        r#"{"data":[{"topic":7},{"id":"e","topic":"job:ready","context":{"jobId":"us_jb_x"}}]}"#;
    let jobs = r#"{"data":[{"id":"us_jb_y","type":7}]}"#;
    let faults = Faults::default().on(OperationId::ListEvents, Fault::body(odd)).times(1);
    let world =
        World::with(|it| it.faults(faults.on(OperationId::ListJobs, Fault::body(jobs)).times(1)));
    let (worker, _) = world.worker();
    let running = Running::of(worker);
    pass(Duration::from_secs(5)).await;
    let id = world.ready();
    until("it", || world.status(&id) == JobStatus::Complete).await;
    let report = running.stop().await;
    assert!(report.counts.unreadable >= 2, "{report:?}");
    assert_eq!(report.counts.skipped, 1, "that job is not there: {report:?}");
}

#[tokio::test(start_paused = true)]
async fn a_job_that_somebody_else_has_is_left_to_them() {
    let world = World::new();
    let id = world.ready();
    let slow = Faults::default().on(OperationId::GetJob, Fault::delay(Duration::from_secs(3)));
    world.sandbox.set_faults(slow);
    let (worker, called) = world.worker();
    let health = worker.health();
    let running = Running::of(worker);
    let job = world.sandbox.job(&id).unwrap().with_status(JobStatus::Executing);
    world.sandbox.put_job(job);
    until("it was found", || health.counts().skipped > 0 || health.counts().found == 0).await;
    pass(MINUTE).await;
    let report = running.stop().await;
    assert_eq!((report.counts.begun, called.lock().unwrap().len()), (0, 0), "{report:?}");
    assert_eq!(world.status(&id), JobStatus::Executing);
}
