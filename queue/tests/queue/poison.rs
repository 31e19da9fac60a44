//! A job that kills its workers is failed.

use flatfile_jobs::api::types::JobStatus;

use crate::stage::{Stage, on_both, until};

on_both!(a_job_over_which_too_many_died_is_failed);

async fn a_job_over_which_too_many_died_is_failed(stage: Stage) {
    let id = stage.job().await;
    let died = r#"{"at":"2026-01-01T00:00:00Z","attempt":1,"error":"worker died: a","trace":""}"#;
    let errors = match stage.is_postgres() {
        true => format!("ARRAY['{died}'::jsonb, '{died}'::jsonb]"),
        false => format!("jsonb('[{died},{died}]')"),
    };
    stage.sql(&format!("UPDATE river_job SET attempt = 2, errors = {errors}")).await;

    let (worker, mut runs) = stage.worker();
    let failed = until("it fails", || stage.status(&id) == Some(JobStatus::Failed));
    let report = worker.most_deaths(2).run_until(failed).await.unwrap();
    assert!(runs.try_recv().is_err(), "no handler ran");
    assert_eq!((report.ended, stage.ends(&id)), (1, 1));
    let outcome = stage.sandbox.job(&id).and_then(|job| job.outcome).unwrap();
    let outcome = serde_json::to_string(&outcome).unwrap();
    assert!(outcome.contains("begun 2 times"), "{outcome}");
}
