//! What happened to the job meanwhile decides what becomes of a kept end.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Duration, Utc};
use flatfile_jobs::outbox::{Fate, Outbox};
use flatfile_jobs::sandbox::{Fault, Faults, Sandbox};

use super::{Path, client, ends, settle};

/// A sandbox whose clock can be moved on.
fn sandbox() -> (Sandbox, Arc<AtomicI64>) {
    let (begin, ahead): (DateTime<Utc>, _) = (Utc::now(), Arc::new(AtomicI64::new(0)));
    let seconds = Arc::clone(&ahead);
    let clock = move || begin + Duration::seconds(seconds.load(Ordering::Relaxed));
    (Sandbox::builder().clock(clock).in_process(), ahead)
}

async fn left(sandbox: &Sandbox, outbox: &Outbox, id: &str, seen: bool) {
    let client = client(sandbox, outbox);
    let job = client.job(id).get().await.unwrap();
    sandbox.set_faults(Faults::default().on_any(Fault::status(503)));
    let handle = if seen { client.job(id).with_run(&job) } else { client.job(id) };
    assert!(handle.complete("done").await.unwrap_err().is_kept());
    sandbox.set_faults(Faults::default());
}

#[tokio::test]
async fn another_end_drops_it() {
    let ((sandbox, _), path) = (sandbox(), Path::new());
    let (outbox, id) = (path.outbox(), sandbox.add_executing_job("exportOrders"));
    left(&sandbox, &outbox, &id, false).await;
    sandbox.client().unwrap().job(&id).cancel("no longer wanted").await.unwrap();
    let delivery = settle(&client(&sandbox, &outbox)).await;
    let Fate::Dropped(why) = delivery.fate else { panic!("{delivery:?}") };
    assert!(why.is_already_finished(), "{why}");
    assert_eq!(why.to_string(), format!("complete a job `{id}`: the job is already canceled"));
    assert_eq!((ends(&sandbox, &id), outbox.ends().unwrap().len()), (1, 0));
}

#[tokio::test]
async fn another_run_drops_it() {
    for seen in [true, false] {
        let ((sandbox, ahead), path) = (sandbox(), Path::new());
        let (outbox, id) = (path.outbox(), sandbox.add_executing_job("exportOrders"));
        left(&sandbox, &outbox, &id, seen).await;
        ahead.store(60, Ordering::Relaxed);
        let other = sandbox.client().unwrap();
        other.job(&id).fail("stuck").await.unwrap();
        other.job(&id).retry().await.unwrap();
        other.job(&id).ack().await.unwrap();
        sandbox.forget_calls();
        let delivery = settle(&client(&sandbox, &outbox)).await;
        let Fate::Dropped(why) = delivery.fate else { panic!("{delivery:?}") };
        assert!(why.is_another_run(), "{why}");
        assert!(why.to_string().contains("the end was not sent now"), "{why}");
        assert_eq!((ends(&sandbox, &id), sandbox.calls().len()), (1, 1), "nothing was sent");
        assert_eq!(outbox.ends().unwrap(), []);
    }
}

#[tokio::test]
async fn the_same_run_is_ended_hours_later() {
    for seen in [true, false] {
        let ((sandbox, ahead), path) = (sandbox(), Path::new());
        let (outbox, id) = (path.outbox(), sandbox.add_executing_job("exportOrders"));
        left(&sandbox, &outbox, &id, seen).await;
        ahead.store(7200, Ordering::Relaxed);
        sandbox.client().unwrap().job(&id).progress(70, "still at it").await.unwrap();
        let delivery = settle(&client(&sandbox, &outbox)).await;
        assert!(matches!(delivery.fate, Fate::Settled(_)), "{delivery:?}");
        assert_eq!(ends(&sandbox, &id), 1);
    }
}

#[tokio::test]
async fn a_job_that_is_gone_drops_it() {
    let ((sandbox, _), path) = (sandbox(), Path::new());
    let (outbox, id) = (path.outbox(), sandbox.add_executing_job("exportOrders"));
    left(&sandbox, &outbox, &id, false).await;
    sandbox.client().unwrap().job(&id).delete().await.unwrap();
    let delivery = settle(&client(&sandbox, &outbox)).await;
    assert!(matches!(&delivery.fate, Fate::Dropped(why) if why.is_not_found()), "{delivery:?}");
    assert_eq!(outbox.ends().unwrap(), []);
}

#[tokio::test]
async fn a_job_that_cannot_be_read_whole_is_judged_by_its_status() {
    let ((sandbox, _), path) = (sandbox(), Path::new());
    let (outbox, id) = (path.outbox(), sandbox.add_executing_job("exportOrders"));
    left(&sandbox, &outbox, &id, false).await;
    for (status, fate) in [("executing", "left"), ("odd", "left"), ("complete", "settled")] {
        let body = format!(r#"{{"data":{{"id":"{id}","status":"{status}"}}}}"#);
        sandbox.set_faults(Faults::default().on_any(Fault::body(body)));
        let delivery = settle(&client(&sandbox, &outbox)).await;
        let seen = match &delivery.fate {
            Fate::Settled(_) => "settled",
            Fate::Left(_) => "left",
            _ => "dropped",
        };
        assert_eq!(seen, fate, "{status}: {delivery:?}");
    }
}
