//! Jobs that are none for the queue are left as they are.

use flatfile_jobs::api::types::{JobConfig, JobType, Trigger};
use flatfile_jobs_queue::Put;

use crate::stage::{Stage, on_both, until};

on_both!(what_is_not_ready_is_left, what_is_no_job_is_left);

async fn what_is_not_ready_is_left(stage: Stage) {
    let others = stage.sandbox.add_executing_job("exportOrders");
    let config = JobConfig::new("exportOrders", "us_wb_1", JobType::Workbook);
    let early = stage.sandbox.add(config.with_trigger(Trigger::Manual));
    leave(&stage, &[&others, &early]).await;
    assert!([&others, &early].iter().all(|id| stage.ends(id) == 0));
    // When it is ready one day, it can be put in again.
    let put = stage.queue.dispatcher().unwrap().put(early).await.unwrap();
    assert_eq!(put, Put::New);
}

async fn what_is_no_job_is_left(stage: Stage) {
    leave(&stage, &["us_jb_gone", "../no/id"]).await;
}

async fn leave(stage: &Stage, ids: &[&str]) {
    let dispatcher = stage.queue.dispatcher().unwrap();
    for id in ids {
        dispatcher.put(*id).await.unwrap();
    }
    // The last is one that is run, so that there is something to wait for.
    let last = stage.job().await;
    let (worker, mut runs) = stage.worker();
    let ended = until("the last is ended", || stage.ends(&last) == 1);
    let report = worker.concurrency(1).run_until(ended).await.unwrap();
    assert_eq!((report.left, report.ended, report.to_retry), (ids.len() as u64, 1, 0));
    assert!(runs.try_recv().is_ok() && runs.try_recv().is_err(), "one handler ran");
}
