//! The same faults, over a socket.

use std::time::Duration;

use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::{JobConfig, JobStatus, JobType};
use flatfile_jobs::sandbox::{Fault, Faults, Sandbox};
use flatfile_jobs::{Error, Retries};

/// Far more than this machine needs, for what has to come; little enough to
/// wait for, for what never does.
const LIMIT: Duration = Duration::from_millis(800);

async fn execute(fault: Fault, limit: Duration) -> (Result<(), Error>, bool) {
    let faults = Faults::seeded(1).on(Op::ExecuteJob, fault);
    let sandbox = Sandbox::builder().faults(faults).start().await.unwrap();
    let client = sandbox.client_builder().timeout(limit).retries(Retries::none()).build().unwrap();
    let id = sandbox.add(JobConfig::new("exportOrders", "us_wb_7PfLm2Rd", JobType::Workbook));
    let result = client.job(&id).execute().await.map(drop);
    // The connection, or the next one, is good again.
    sandbox.set_faults(Faults::default());
    let job = client.job(&id).with_timeout(Duration::from_secs(30)).get().await.unwrap();
    (result, job.status == Some(JobStatus::Ready))
}

async fn soon(fault: Fault) -> (Result<(), Error>, bool) {
    execute(fault, Duration::from_secs(30)).await
}

#[tokio::test]
async fn statuses_and_pages() {
    let (result, done) = soon(Fault::status(503).retry_after_seconds(1)).await;
    assert_eq!((result.unwrap_err().status(), done), (Some(503), false));
    let (result, done) = soon(Fault::html(502).after_effect()).await;
    assert_eq!((result.unwrap_err().status(), done), (Some(502), true));
}

#[tokio::test]
async fn lost_requests_and_answers() {
    for (fault, effect) in [(Fault::lose_request(), false), (Fault::lose_response(), true)] {
        let (result, done) = soon(fault.clone().reset()).await;
        assert!(result.unwrap_err().is_interrupted());
        assert_eq!(done, effect);
        let (result, done) = execute(fault, LIMIT).await;
        assert!(result.unwrap_err().is_timeout());
        assert_eq!(done, effect);
    }
}

#[tokio::test]
async fn bodies_that_end_too_early() {
    for bytes in [0, 10] {
        let (result, done) = soon(Fault::cut(bytes)).await;
        let error = result.unwrap_err();
        assert!(error.is_cut_short(), "{error}");
        assert_eq!((error.status(), done), (Some(200), true));
        let (result, done) = execute(Fault::stall(bytes), LIMIT).await;
        let error = result.unwrap_err();
        assert!(error.is_timeout(), "{error}");
        assert_eq!((error.status(), done), (Some(200), true));
    }
}

#[tokio::test]
async fn bodies_that_are_wrong_or_slow() {
    let (result, done) = soon(Fault::oversized(16 * 1024 * 1024 + 1)).await;
    assert!(result.unwrap_err().is_too_large() && done);
    let (result, done) = soon(Fault::garbage(64)).await;
    assert!(result.unwrap_err().is_contract_mismatch() && done);
    let (result, done) = soon(Fault::drip(64, Duration::from_millis(1))).await;
    assert!(result.is_ok() && done);
    let (result, done) = soon(Fault::delay(Duration::from_millis(5))).await;
    assert!(result.is_ok() && done);
    let (result, done) = execute(Fault::drip(1, Duration::from_secs(60)), LIMIT).await;
    assert!(result.unwrap_err().is_timeout() && done);
}
