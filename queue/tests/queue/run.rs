//! A job is taken from the queue, run, and ended.

use flatfile_jobs::Run;
use flatfile_jobs::api::types::JobStatus;

use crate::stage::{Stage, on_both, until};

on_both!(
    a_job_is_run_and_ended_once,
    several_workers_run_each_job_once,
    a_panic_costs_its_job_alone
);

async fn a_job_is_run_and_ended_once(stage: Stage) {
    let id = stage.job().await;
    let (worker, mut runs) = stage.worker();
    let mut history = None;
    let report = worker.run_until(async { history = runs.recv().await }).await.unwrap();

    let history = history.unwrap();
    assert_eq!((history.attempt, history.is_again(), history.deaths()), (1, false, 0));
    assert_eq!(stage.status(&id), Some(JobStatus::Complete));
    assert_eq!(stage.ends(&id), 1);
    assert_eq!((report.ended, report.run_again, report.to_retry, report.swept), (1, 0, 0, 0));
}

async fn several_workers_run_each_job_once(stage: Stage) {
    let mut ids = Vec::new();
    for _ in 0..30 {
        ids.push(stage.job().await);
    }
    let all_ended = || async {
        let is_complete = |id: &String| stage.status(id) == Some(JobStatus::Complete);
        until("all jobs are complete", || ids.iter().all(is_complete)).await;
    };
    let (one, mut one_runs) = stage.worker();
    let (two, mut two_runs) = stage.worker();
    let (one, two) = tokio::join!(one.run_until(all_ended()), two.run_until(all_ended()));
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!(one.ended + two.ended, 30);
    let mut runs = 0;
    while one_runs.try_recv().is_ok() || two_runs.try_recv().is_ok() {
        runs += 1;
    }
    assert_eq!(runs, 30);
    assert!(ids.iter().all(|id| stage.ends(id) == 1));
}

async fn a_panic_costs_its_job_alone(stage: Stage) {
    let (odd, good) = (stage.job().await, stage.job().await);
    let panics = odd.clone();
    let worker = stage.queue.worker(stage.client(), move |run: Run, _| {
        assert_ne!(run.id(), panics, "an odd job");
        async { Ok("done") }
    });
    let all_ended = until("both have ended", || stage.ends(&odd) + stage.ends(&good) == 2);
    let report = worker.run_until(all_ended).await.unwrap();
    assert_eq!((report.ended, report.to_retry), (2, 0));
    assert_eq!(stage.status(&odd), Some(JobStatus::Failed));
    assert_eq!(stage.status(&good), Some(JobStatus::Complete));
}
