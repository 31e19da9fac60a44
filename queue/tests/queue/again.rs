//! A dead worker's job is run again, and its handler is told.

use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs_queue::{History, Worker};
use tokio::sync::mpsc::UnboundedReceiver;

use crate::stage::{LEASE, Stage, on_both};

on_both!(by_another_worker, by_a_sweeper_where_all_workers_died);

/// A worker whose process dies in the middle of a run: everything of it is gone
/// at once, without a word.
async fn die(worker: Worker, mut runs: UnboundedReceiver<History>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.spawn(worker.run_until(std::future::pending::<()>()));
    runs.recv().await.unwrap();
    runtime.shutdown_background();
}

async fn by_another_worker(stage: Stage) {
    let id = stage.job().await;
    let (first, runs) = stage.long_worker();
    die(first, runs).await;
    assert_eq!(stage.status(&id), Some(JobStatus::Executing));

    let (second, mut runs) = stage.worker();
    let mut history = None;
    let second = second.lease(LEASE);
    let report = second.run_until(async { history = runs.recv().await }).await.unwrap();

    let history = history.unwrap();
    assert_eq!((history.attempt, history.is_again(), history.deaths()), (2, true, 1));
    let told = history.last_error.unwrap();
    assert!(told.starts_with("worker died: flatfile-"), "{told}");
    assert_eq!(stage.status(&id), Some(JobStatus::Complete), "it was taken over");
    assert_eq!(stage.ends(&id), 1);
    assert_eq!((report.swept, report.run_again, report.ended), (1, 1, 1));
}

async fn by_a_sweeper_where_all_workers_died(stage: Stage) {
    let id = stage.job().await;
    let (first, runs) = stage.long_worker();
    die(first, runs).await;
    let sweeper = stage.queue.sweeper(LEASE).await.unwrap();
    crate::stage::until("it is swept", || sweeper.swept() == 1).await;
    sweeper.stop().await;

    // It need not watch, nor live for a lease itself.
    let (second, mut runs) = stage.worker();
    let report = second.run_until(runs.recv()).await.unwrap();
    assert_eq!((report.swept, report.run_again), (0, 1));
    assert_eq!((stage.status(&id), stage.ends(&id)), (Some(JobStatus::Complete), 1));
}
