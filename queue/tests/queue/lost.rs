//! A worker that was declared dead leaves, and says nothing of its jobs.

use flatfile_jobs::api::types::JobStatus;

use crate::stage::{LEASE, Stage, on_both};

on_both!(who_lost_its_lease_never_answers);

async fn who_lost_its_lease_never_answers(stage: Stage) {
    let id = stage.job().await;
    let (first, mut runs) = stage.long_worker();
    let shutdown = async {
        runs.recv().await;
        stage.sql("DELETE FROM flatfile_jobs_worker").await;
        std::future::pending::<()>().await;
    };
    let error = first.lease(LEASE).run_until(shutdown).await.unwrap_err();
    assert!(error.is_lease_lost(), "{error:?}");
    assert_eq!((stage.status(&id), stage.ends(&id)), (Some(JobStatus::Executing), 0));

    // Its row is found, although nobody is on the list for it.
    let (second, mut runs) = stage.worker();
    let report = second.lease(LEASE).run_until(runs.recv()).await.unwrap();
    assert_eq!((report.swept, report.run_again), (1, 1));
    assert_eq!((stage.status(&id), stage.ends(&id)), (Some(JobStatus::Complete), 1));
}
