//! The same faults, over a socket.

use std::time::Duration;

use flatfile_jobs::Error;
use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::sandbox::{Fault, Faults, Sandbox};

/// Far more than this machine needs, for what has to come; little enough to
/// wait for, for what never does.
const LIMIT: Duration = Duration::from_millis(300);

async fn fail(fault: Fault, limit: Duration) -> (Result<(), Error>, bool) {
    let faults = Faults::seeded(1).on(Op::FailJob, fault);
    let sandbox = Sandbox::builder().faults(faults).start().await.unwrap();
    let client = sandbox.client_builder().with_timeout(limit).build().unwrap();
    let id = sandbox.add_job("exportOrders");
    let result = client.job(&id).fail("no").await.map(drop);
    // The connection, or the next one, is good again.
    sandbox.set_faults(Faults::default());
    let job = client.job(&id).with_timeout(Duration::from_secs(30)).get().await.unwrap();
    (result, job.is_ended())
}

async fn soon(fault: Fault) -> (Result<(), Error>, bool) {
    fail(fault, Duration::from_secs(30)).await
}

#[tokio::test]
async fn statuses_and_pages() {
    let (result, failed) = soon(Fault::status(503).retry_after_seconds(1)).await;
    assert_eq!((result.unwrap_err().status(), failed), (Some(503), false));
    let (result, failed) = soon(Fault::html(502).after_effect()).await;
    assert_eq!((result.unwrap_err().status(), failed), (Some(502), true));
}

#[tokio::test]
async fn lost_requests_and_answers() {
    for (fault, effect) in [(Fault::lose_request(), false), (Fault::lose_answer(), true)] {
        let (result, failed) = soon(fault.clone().reset()).await;
        assert!(result.unwrap_err().is_interrupted());
        assert_eq!(failed, effect);
        let (result, failed) = fail(fault, LIMIT).await;
        assert!(result.unwrap_err().is_timeout());
        assert_eq!(failed, effect);
    }
}

#[tokio::test]
async fn bodies_that_end_too_early() {
    for bytes in [0, 10] {
        let (result, failed) = soon(Fault::cut(bytes)).await;
        let error = result.unwrap_err();
        assert!(error.is_cut_short(), "{error}");
        assert_eq!((error.status(), failed), (Some(200), true));
        let (result, failed) = fail(Fault::stall(bytes), LIMIT).await;
        let error = result.unwrap_err();
        assert!(error.is_timeout(), "{error}");
        assert_eq!((error.status(), failed), (Some(200), true));
    }
}

#[tokio::test]
async fn bodies_that_are_wrong_or_slow() {
    let (result, failed) = soon(Fault::oversized(16 * 1024 * 1024 + 1)).await;
    assert!(result.unwrap_err().is_too_large() && failed);
    let (result, failed) = soon(Fault::garbage(64)).await;
    assert!(result.unwrap_err().is_contract_mismatch() && failed);
    let (result, failed) = soon(Fault::drip(64, Duration::from_millis(1))).await;
    assert!(result.is_ok() && failed);
    let (result, failed) = soon(Fault::delay(Duration::from_millis(5))).await;
    assert!(result.is_ok() && failed);
    let (result, failed) = fail(Fault::drip(1, Duration::from_secs(60)), LIMIT).await;
    assert!(result.unwrap_err().is_timeout() && failed);
}
