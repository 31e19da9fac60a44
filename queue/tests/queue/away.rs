//! While Flatfile does not answer, jobs wait in the queue.

use flatfile_jobs::Retries;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::{Fault, Faults};
use flatfile_jobs_queue::Put;

use crate::stage::{Stage, on_both, until};

on_both!(a_job_is_tried_again_later);

async fn a_job_is_tried_again_later(stage: Stage) {
    let id = stage.job().await;
    stage.sandbox.set_faults(Faults::seeded(1).on_any(Fault::status(503)));
    let client = stage.client().with_retries(Retries::none());
    let worker = stage.queue.worker(client, async |_, _| Ok("never"));
    let seen = until("it is asked for", || !stage.sandbox.calls().is_empty());
    let report = worker.run_until(seen).await.unwrap();
    assert_eq!((report.to_retry, report.ended), (1, 0));
    assert_eq!((stage.status(&id), stage.ends(&id)), (Some(JobStatus::Ready), 0));
    let put = stage.queue.dispatcher().unwrap().put(id).await.unwrap();
    assert_eq!(put, Put::Known, "it is in the queue still");
}
