//! The job's id is the key.

use flatfile_jobs_queue::Put;

use crate::stage::{Stage, on_both};

on_both!(a_job_is_in_the_queue_once, a_job_that_was_done_costs_one_look);

async fn a_job_is_in_the_queue_once(stage: Stage) {
    let id = stage.ready();
    let dispatcher = stage.queue.dispatcher().unwrap();
    assert_eq!(dispatcher.put(id.as_str()).await.unwrap(), Put::New);
    let other = stage.queue.dispatcher().unwrap();
    assert_eq!(other.put(id.as_str()).await.unwrap(), Put::Known, "it waits");

    let (worker, mut runs) = stage.long_worker();
    let running = async {
        runs.recv().await;
        assert_eq!(other.put(id.as_str()).await.unwrap(), Put::Known, "it runs");
    };
    let report = worker.grace(std::time::Duration::from_millis(1)).run_until(running).await;
    assert_eq!(report.unwrap().given_back, 1);
    assert_eq!(other.put(id.as_str()).await.unwrap(), Put::Known, "it was given back");
}

async fn a_job_that_was_done_costs_one_look(stage: Stage) {
    let id = stage.job().await;
    let (worker, mut runs) = stage.worker();
    worker.run_until(runs.recv()).await.unwrap();

    // An event that comes late, say; or a job that was run again under its id.
    let again = stage.queue.dispatcher().unwrap().put(id.as_str()).await.unwrap();
    assert_eq!(again, Put::New);
    stage.sandbox.forget_calls();
    let (worker, mut runs) = stage.worker();
    let seen = crate::stage::until("the job is read", || !stage.sandbox.calls().is_empty());
    let report = worker.run_until(seen).await.unwrap();
    assert_eq!((report.ended_before, report.ended), (1, 0));
    assert!(runs.try_recv().is_err(), "no handler ran");
    assert_eq!(stage.sandbox.calls().len(), 1);
}
