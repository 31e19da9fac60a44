//! What the user of a worker hears while it works.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::{Fault, Faults};
use flatfile_jobs::worker::Source;
use flatfile_jobs::{EventFilter, HandlerError, Returned, RunEnd};

use super::world::{Running, World, pass, until};
use crate::schedules::handler::{PANIC, hush};

#[tokio::test(start_paused = true)]
async fn how_each_run_went() {
    let world = World::new();
    let ids = [world.ready(), world.ready(), world.ready(), world.ready()];
    let fails = ids[1].clone();
    let refused = Faults::default().on(OperationId::AckJob, Fault::status(409)).nth(3);
    world.sandbox.set_faults(refused);
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hears = Arc::clone(&heard);
    let worker =
        world.client.worker().concurrency(1).on(EventFilter::on("job:ready"), move |run| {
            let fails = run.job().id == fails;
            async move { if fails { Err(HandlerError::new("no")) } else { Ok("done") } }
        });
    let worker = worker.stop_when_idle().on_result(move |result| {
        hears.lock().unwrap().push(match result {
            Ok(report) => {
                let failed = matches!(report.handler, Returned::Failed(_));
                (report.job.id.to_string(), Some(report.end), failed)
            }
            Err(error) => {
                assert!(error.is_not_started() && error.refusal().is_some());
                (error.job().to_owned(), None, false)
            }
        });
    });
    drop(Running::of(worker).ended().await);
    let [first, second, third, fourth] = ids;
    assert_eq!(
        *heard.lock().unwrap(),
        [
            (first, Some(RunEnd::Completed), false),
            (second, Some(RunEnd::Failed), true),
            (third, None, false),
            (fourth, Some(RunEnd::Completed), false),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn of_a_job_that_cannot_be_read() {
    let world = World::new();
    let id = world.ready();
    world.sandbox.set_faults(Faults::default().on(OperationId::GetJob, Fault::status(403)));
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hears = Arc::clone(&heard);
    let (worker, _) = world.worker();
    let worker = worker.stop_when_idle().on_result(move |result| {
        let error = result.unwrap_err();
        assert!(error.is_not_started() && !error.is_in_doubt() && error.refusal().is_none());
        hears.lock().unwrap().push(error.job().to_owned());
    });
    drop(Running::of(worker).ended().await);
    assert_eq!(*heard.lock().unwrap(), [id]);
}

#[tokio::test(start_paused = true)]
async fn of_a_job_for_which_another_comes() {
    let world = World::new();
    let id = world.ready();
    let other = serde_json::json!({ "data": world.sandbox.job(&world.ready_in("elsewhere")) });
    let odd = Faults::default().on(OperationId::GetJob, Fault::body(other.to_string()));
    world.sandbox.set_faults(odd);
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hears = Arc::clone(&heard);
    let (worker, called) = world.worker();
    let worker = worker.stop_when_idle().on_result(move |result| {
        let error = result.unwrap_err();
        assert!(error.is_not_started() && error.refusal().is_none());
        hears.lock().unwrap().push((error.job().to_owned(), error.to_string()));
    });
    drop(Running::of(worker).ended().await);
    let heard = heard.lock().unwrap();
    let of_it = heard.iter().find(|(job, _)| *job == id).map(|(_, error)| error.as_str());
    assert!(of_it.is_some_and(|error| error.contains("another job")), "{heard:?}");
    assert!(!called.lock().unwrap().contains(&id));
}

#[tokio::test(start_paused = true)]
async fn which_source_failed() {
    let faults = Faults::default().on(OperationId::ListJobs, Fault::status(401)).times(1);
    let faults = faults.on(OperationId::ListEvents, Fault::status(403)).times(1);
    let world = World::with(|it| it.faults(faults));
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hears = Arc::clone(&heard);
    let (worker, _) = world.worker();
    let worker = worker.stop_when_idle().on_source_error(move |source, error| {
        hears.lock().unwrap().push((source, error.is_unauthorized()));
    });
    drop(Running::of(worker).ended().await);
    let mut heard = heard.lock().unwrap().clone();
    heard.sort_by_key(|(source, _)| source.to_string());
    assert_eq!(heard, [(Source::Events, false), (Source::Jobs, true)]);
}

#[tokio::test(start_paused = true)]
async fn who_hears_and_panics_costs_no_job_and_no_worker() {
    hush();
    let faults = Faults::default().on(OperationId::ListJobs, Fault::status(401)).times(1);
    let faults = faults.on(OperationId::ListEvents, Fault::status(403)).times(1);
    let world = World::with(|it| it.faults(faults));
    let ids = [world.ready(), world.ready(), world.ready()];
    let (worker, called) = world.worker();
    let worker = worker
        .stop_when_idle()
        .on_result(|_| std::panic::panic_any(PANIC))
        .on_source_error(|_, _| std::panic::panic_any(PANIC));
    let report = Running::of(worker).ended().await;
    assert_eq!((report.counts.completed, report.counts.abandoned), (3, 0), "{report:?}");
    assert_eq!((report.unfinished.len(), report.counts.source_failures), (0, 2), "{report:?}");
    assert_eq!(called.lock().unwrap().len(), 3);
    assert!(ids.iter().all(|id| world.status(id) == JobStatus::Complete));
}

#[tokio::test(start_paused = true)]
async fn a_list_whose_narrowing_panics_has_failed() {
    hush();
    let world = World::new();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hears = Arc::clone(&heard);
    let (worker, called) = world.worker();
    let worker = worker
        .jobs(|_| std::panic::panic_any(PANIC))
        .on_result(move |result| hears.lock().unwrap().push(result.unwrap_err().job().to_owned()));
    let running = Running::of(worker);
    pass(Duration::from_secs(5)).await;
    let id = world.ready();
    until("its event came", || !heard.lock().unwrap().is_empty()).await;
    let report = running.stop().await;
    assert!(report.counts.source_failures > 0 && report.counts.abandoned == 0, "{report:?}");
    assert!(called.lock().unwrap().is_empty());
    assert_eq!((heard.lock().unwrap()[0].as_str(), world.status(&id)), (&*id, JobStatus::Ready));
}
