//! A worker that stops gives back what does not end in time.

use std::time::Duration;

use flatfile_jobs::api::types::JobStatus;

use crate::stage::{Stage, on_both};

on_both!(a_job_that_was_given_back_is_taken_over);

async fn a_job_that_was_given_back_is_taken_over(stage: Stage) {
    let id = stage.job().await;
    let (first, mut runs) = stage.long_worker();
    let first = first.grace(Duration::from_millis(1));
    let report = first.run_until(runs.recv()).await.unwrap();
    assert_eq!((report.given_back, report.ended), (1, 0));
    assert_eq!((stage.status(&id), stage.ends(&id)), (Some(JobStatus::Executing), 0));

    let (second, mut runs) = stage.worker();
    let mut history = None;
    let report = second.run_until(async { history = runs.recv().await }).await.unwrap();
    let history = history.unwrap();
    assert!(history.is_again());
    assert_eq!((history.attempt, history.last_error), (1, None), "no attempt was used up");
    assert_eq!((report.run_again, report.swept), (1, 0));
    assert_eq!((stage.status(&id), stage.ends(&id)), (Some(JobStatus::Complete), 1));
}
