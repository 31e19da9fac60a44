//! When an end is in the outbox, and when it is not.

use std::sync::Arc;

use bytes::Bytes;
use flatfile_jobs::outbox::Outbox;
use flatfile_jobs::sandbox::Sandbox;
use flatfile_jobs::transport::{Transport, TransportFuture};
use flatfile_jobs::{Outcome, Retries};
use http::Request;

use super::{NO_ROUTE, Path, REFUSAL, client};
use crate::support::CANARY;
use crate::support::canned::Canned;

/// Looks into the outbox when a request goes.
struct Looks(Outbox, Arc<dyn Transport>);

impl Transport for Looks {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        let ends = self.0.ends().unwrap();
        assert_eq!(ends.len(), 1, "{} goes before it is kept", request.uri());
        assert_eq!(ends[0].operation(), "failJob");
        assert_eq!(ends[0].body()["outcome"]["message"], "the warehouse did not answer");
        self.1.send(request)
    }
}

#[tokio::test]
async fn from_before_it_is_sent_until_it_is_over() {
    let (sandbox, path) = (Sandbox::in_process(), Path::new());
    let outbox = path.outbox();
    let id = sandbox.add_executing_job("exportOrders");
    let looks = Looks(outbox.clone(), Arc::new(sandbox.transport()));
    let client = sandbox.client_builder().transport(looks).outbox(outbox.clone()).build().unwrap();
    client.job(&id).fail("the warehouse did not answer").await.unwrap();
    assert_eq!(outbox.ends().unwrap(), []);
}

#[tokio::test]
async fn a_refusal_for_good_is_no_reason_to_keep_it() {
    let path = Path::new();
    let outbox = path.outbox();
    for status in [400, 404, 409, 410, 422] {
        let client = Canned::new(status, REFUSAL).builder().outbox(outbox.clone());
        let client = client.build().unwrap();
        let error = client.job("us_jb_1").complete("x").await.unwrap_err();
        assert!(!error.is_kept(), "{status}: {error}");
        assert_eq!(outbox.ends().unwrap(), [], "{status}");
    }
    let client = Canned::new(200, "{}").builder().outbox(outbox.clone()).build().unwrap();
    let error = client.job("a/b").complete("x").await.unwrap_err();
    assert!(error.is_invalid_input() && !error.is_kept(), "{error}");
    assert_eq!(outbox.ends().unwrap(), []);
}

#[tokio::test]
async fn what_may_pass_keeps_it_and_says_so() {
    for status in [301, 401, 403, 407, 408, 429, 500, 502, 503] {
        let path = Path::new();
        let outbox = path.outbox();
        let client = Canned::new(status, REFUSAL).builder().outbox(outbox.clone());
        let client = client.build().unwrap();
        let error = client.job("us_jb_1").cancel("no longer wanted").await.unwrap_err();
        assert!(error.is_kept(), "{status}: {error}");
        let hint = "; it is kept in the outbox; `settle_outbox` takes it up again";
        assert!(error.to_string().ends_with(hint), "{error}");
        let ends = outbox.ends().unwrap();
        assert_eq!((ends.len(), ends[0].job(), ends[0].operation()), (1, "us_jb_1", "cancelJob"));
    }
}

/// A proxy that has no way to the server while that is restarted, say.
#[tokio::test]
async fn a_refusal_of_somebody_else_keeps_it() {
    for status in [400, 404, 409, 410, 422] {
        for body in ["<html>not here</html>", "", "default backend - 404", "{}", NO_ROUTE] {
            let path = Path::new();
            let outbox = path.outbox();
            let client = Canned::new(status, body).builder().outbox(outbox.clone());
            let client = client.build().unwrap();
            let error = client.job("us_jb_1").complete("x").await.unwrap_err();
            assert!(error.is_kept(), "{status} {body}: {error}");
            assert_eq!(outbox.ends().unwrap().len(), 1, "{status} {body}");
        }
    }
}

#[tokio::test]
async fn other_calls_are_not_kept() {
    let (sandbox, path) = (Sandbox::in_process(), Path::new());
    let outbox = path.outbox();
    let id = sandbox.add_executing_job("exportOrders");
    let looks = Nobody(outbox.clone(), Arc::new(sandbox.transport()));
    let client = sandbox.client_builder().transport(looks).outbox(outbox).build().unwrap();
    client.job(&id).progress(50, "half of it").await.unwrap();
    client.job(&id).get().await.unwrap();
}

/// Nothing is kept when a request goes.
struct Nobody(Outbox, Arc<dyn Transport>);

impl Transport for Nobody {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        assert_eq!(self.0.ends().unwrap(), []);
        self.1.send(request)
    }
}

#[tokio::test]
async fn no_token_is_kept() {
    let path = Path::new();
    let outbox = path.outbox();
    let client = Canned::new(503, "{}").builder().outbox(outbox.clone()).build().unwrap();
    client.job("us_jb_1").fail(Outcome::new().message("m")).await.unwrap_err();
    drop((client, outbox));
    let bytes = std::fs::read(&path.0).unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("us_jb_1") && !holds(CANARY));
}

#[tokio::test]
async fn one_that_is_under_way_is_not_taken_up() {
    struct Waits;
    impl Transport for Waits {
        fn send(&self, _: Request<Bytes>) -> TransportFuture<'_> {
            Box::pin(std::future::pending())
        }
    }
    let (sandbox, path) = (Sandbox::in_process(), Path::new());
    let outbox = path.outbox();
    let id = sandbox.add_executing_job("exportOrders");
    let waits = sandbox
        .client_builder()
        .transport(Waits)
        .end_retries(Retries::none())
        .outbox(outbox.clone())
        .build()
        .unwrap();
    let job = waits.job(&id);
    let mut end = Box::pin(job.fail("x"));
    tokio::select! {
        biased;
        _ = &mut end => unreachable!("nothing comes"),
        () = kept(&outbox) => {}
    }
    let other = client(&sandbox, &outbox);
    assert_eq!(other.settle_outbox().await.unwrap().deliveries.len(), 0);
    drop(end);
    assert_eq!(other.settle_outbox().await.unwrap().deliveries.len(), 1);
    assert_eq!(super::ends(&sandbox, &id), 1);
}

async fn kept(outbox: &Outbox) {
    while outbox.ends().unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
}
