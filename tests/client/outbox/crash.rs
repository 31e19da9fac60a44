//! A process that goes at a bad moment, and the next one.

use flatfile_jobs::SettledBy;
use flatfile_jobs::outbox::{Fate, Outbox};
use flatfile_jobs::sandbox::{Fault, Faults, Sandbox};

use super::{Path, client, ends, settle};

/// An end that failed once and stays in the outbox.
async fn left(sandbox: &Sandbox, outbox: &Outbox, id: &str, fault: Fault) {
    sandbox.set_faults(Faults::default().on_any(fault));
    let error = client(sandbox, outbox).job(id).complete("1000 orders exported").await.unwrap_err();
    assert!(error.is_kept(), "{error}");
    sandbox.set_faults(Faults::default());
}

#[tokio::test]
async fn an_end_that_never_arrived_is_sent() {
    let (sandbox, path) = (Sandbox::in_process(), Path::new());
    let id = sandbox.add_executing_job("exportOrders");
    left(&sandbox, &path.outbox(), &id, Fault::status(503)).await;
    assert_eq!(ends(&sandbox, &id), 0);

    let outbox = path.outbox();
    let delivery = settle(&client(&sandbox, &outbox)).await;
    assert!(matches!(delivery.fate, Fate::Settled(SettledBy::Response)), "{delivery:?}");
    assert_eq!(ends(&sandbox, &id), 1);
    let outcome = sandbox.job(&id).unwrap().typed_outcome().unwrap();
    assert_eq!(outcome.message.as_deref(), Some("1000 orders exported"));
    assert_eq!(outbox.ends().unwrap(), []);
}

#[tokio::test]
async fn an_end_whose_response_was_lost_is_found() {
    let (sandbox, path) = (Sandbox::in_process(), Path::new());
    let id = sandbox.add_executing_job("exportOrders");
    left(&sandbox, &path.outbox(), &id, Fault::cut(10)).await;
    assert_eq!(ends(&sandbox, &id), 1);
    sandbox.forget_calls();

    let outbox = path.outbox();
    let delivery = settle(&client(&sandbox, &outbox)).await;
    assert!(matches!(delivery.fate, Fate::Settled(SettledBy::Read)), "{delivery:?}");
    assert_eq!((ends(&sandbox, &id), sandbox.calls().len()), (1, 1), "it was only read");
    assert_eq!(outbox.ends().unwrap(), []);
}

#[tokio::test]
async fn the_outage_goes_on() {
    let (sandbox, path) = (Sandbox::in_process(), Path::new());
    let id = sandbox.add_executing_job("exportOrders");
    let outbox = path.outbox();
    left(&sandbox, &outbox, &id, Fault::status(503)).await;
    sandbox.set_faults(Faults::default().on_any(Fault::status(503)));
    for _ in 0..3 {
        let delivery = settle(&client(&sandbox, &outbox)).await;
        assert!(matches!(&delivery.fate, Fate::Left(why) if why.is_kept()), "{delivery:?}");
    }
    sandbox.set_faults(Faults::default());
    let delivery = settle(&client(&sandbox, &outbox)).await;
    assert!(matches!(delivery.fate, Fate::Settled(_)), "{delivery:?}");
    assert_eq!(ends(&sandbox, &id), 1);
}

#[tokio::test]
async fn several_are_taken_up_in_their_order() {
    let (sandbox, path) = (Sandbox::in_process(), Path::new());
    let outbox = path.outbox();
    let ids: Vec<String> = (0..20).map(|_| sandbox.add_executing_job("exportOrders")).collect();
    for id in &ids {
        left(&sandbox, &outbox, id, Fault::status(503)).await;
    }
    let report = client(&sandbox, &outbox).settle_outbox().await.unwrap();
    let taken: Vec<&str> = report.deliveries.iter().map(|delivery| delivery.end.job()).collect();
    assert_eq!(taken, ids);
    assert!(ids.iter().all(|id| ends(&sandbox, id) == 1));
}
