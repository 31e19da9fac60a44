//! What does not tell what became of a job leaves its end where it is.

use std::pin::Pin;
use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, Utc};
use flatfile_jobs::outbox::{Fate, Outbox};
use flatfile_jobs::transport::{Transport, TransportError, TransportErrorKind, TransportFuture};
use flatfile_jobs::{
    Client, ClientBuilder, Retries, Timer, TokenFuture, TokenProvider, TokenReason, TokioTimer,
};
use http::Request;
use serde_json::json;

use super::{NO_ROUTE, REFUSAL, settle};
use crate::support::canned::Canned;
use crate::support::json::job;
use crate::support::memory::Memory;
use crate::support::script::{Script, answer};

/// An outbox with one end in it.
async fn left() -> Outbox {
    let outbox = Outbox::with_store(Memory::default());
    let client = Canned::new(503, "{}").builder().outbox(outbox.clone()).build().unwrap();
    assert!(client.job("us_jb_1").complete("done").await.unwrap_err().is_kept());
    outbox
}

async fn fate(builder: ClientBuilder, outbox: &Outbox) -> Fate {
    settle(&builder.outbox(outbox.clone()).build().unwrap()).await.fate
}

#[tokio::test]
async fn a_read_that_is_refused() {
    let outbox = left().await;
    for status in [400, 401, 403, 404, 405, 409, 410, 422, 451] {
        for body in ["<html>not here</html>", "", "default backend - 404", "{}", NO_ROUTE, REFUSAL]
        {
            if (status, body) == (404, REFUSAL) {
                continue;
            }
            let fate = fate(Canned::new(status, body).builder(), &outbox).await;
            assert!(matches!(&fate, Fate::Left(_)), "{status} {body}: {fate:?}");
        }
    }
    let fate = fate(Canned::new(404, REFUSAL).builder(), &outbox).await;
    assert!(matches!(&fate, Fate::Dropped(why) if why.is_not_found()), "{fate:?}");
}

#[tokio::test]
async fn an_end_that_somebody_else_refuses() {
    let outbox = left().await;
    for (body, stays) in [("<html>not here</html>", true), (NO_ROUTE, true), (REFUSAL, false)] {
        let script = Script::new(move |_, request| match request.method().as_str() {
            "GET" => answer(200, job("executing")),
            _ => answer(404, body),
        });
        let builder = Client::builder().token("t").transport(script);
        let fate = fate(builder, &outbox).await;
        assert_eq!(matches!(fate, Fate::Left(_)), stays, "{body}: {fate:?}");
    }
}

#[tokio::test]
async fn a_read_of_another_job() {
    let outbox = left().await;
    for status in ["complete", "failed", "executing"] {
        let mut body = job(status);
        body["data"]["id"] = "us_jb_2".into();
        let fate = fate(Canned::new(200, body.to_string()).builder(), &outbox).await;
        assert!(matches!(&fate, Fate::Left(why) if why.is_in_doubt()), "{fate:?}");
    }
}

/// What this client cannot send says nothing of an end that another one kept.
#[tokio::test]
async fn a_client_that_cannot_ask() {
    struct Unable;
    impl Transport for Unable {
        fn send(&self, _: Request<bytes::Bytes>) -> TransportFuture<'_> {
            Box::pin(async { Err(TransportError::new(TransportErrorKind::Request)) })
        }
    }
    let outbox = left().await;
    let fate = fate(Canned::new(200, "").builder().transport(Unable), &outbox).await;
    assert!(matches!(&fate, Fate::Left(why) if why.is_invalid_input()), "{fate:?}");
    let client = Canned::new(200, "").builder().outbox(outbox.clone()).build().unwrap();
    let fate = settle(&client.with_header("x y", "1")).await.fate;
    assert!(matches!(&fate, Fate::Left(why) if why.is_invalid_input()), "{fate:?}");
    assert_eq!(outbox.ends().unwrap().len(), 1);
}

/// A clock that stands still, half a second after a whole one.
#[derive(Debug)]
struct Still;

impl Timer for Still {
    fn now(&self) -> Instant {
        TokioTimer.now()
    }

    fn sleep(&self, wait: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        TokioTimer.sleep(wait)
    }

    fn date(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_millis(1_700_000_000_500)
    }
}

/// The server's clock is two seconds ahead, and its `Date` has whole seconds: the
/// job began in the second in which the end was called for.
#[tokio::test]
async fn dates_that_do_not_tell_the_run() {
    let outbox = Outbox::with_store(Memory::default());
    let outage = Canned::new(503, "{}").builder().timer(Still).outbox(outbox.clone());
    outage.build().unwrap().job("us_jb_1").complete("done").await.unwrap_err();
    let date: DateTime<Utc> = (Still.date() + Duration::from_secs(2)).into();
    let mut body = job("executing");
    body["data"]["startedAt"] = json!(date);
    body["data"]["updatedAt"] = json!(date);
    let canned = Canned::new(200, body.to_string());
    let canned = canned.header("date", &httpdate::fmt_http_date(date.into()));
    let fate = fate(canned.builder().timer(Still), &outbox).await;
    let Fate::Left(why) = fate else { panic!("{fate:?}") };
    assert!(why.is_in_doubt() && !why.is_another_run(), "{why}");
    assert!(why.to_string().contains("it was executing, perhaps in another run"), "{why}");
    assert_eq!(canned.requests().len(), 1, "nothing is sent");
    assert_eq!(outbox.ends().unwrap().len(), 1);
}

/// Gives a token late.
struct Late;

impl TokenProvider for Late {
    fn token(&self, _: TokenReason) -> TokenFuture<'_> {
        Box::pin(async {
            tokio::time::sleep(Duration::from_secs(3)).await;
            Ok("t".into())
        })
    }
}

#[tokio::test(start_paused = true)]
async fn an_end_for_which_no_time_was_left() {
    struct Hangs;
    impl Transport for Hangs {
        fn send(&self, _: Request<bytes::Bytes>) -> TransportFuture<'_> {
            Box::pin(std::future::pending())
        }
    }
    let outbox = Outbox::with_store(Memory::default());
    let client = Client::builder().token_provider(Late).transport(Hangs).outbox(outbox.clone());
    let retries = Retries::ends().with_deadline(Duration::from_secs(5));
    let client = client.end_retries(retries).build().unwrap();
    let error = client.job("us_jb_1").complete("done").await.unwrap_err();
    assert!(error.is_timeout() && !error.is_invalid_input() && !error.is_in_doubt(), "{error}");
    assert!(error.is_kept(), "{error}");
    let text = error.to_string();
    assert!(text.contains("no time was left to send it, since its token came late"), "{text}");
    assert_eq!(outbox.ends().unwrap().len(), 1);
}

/// A clock that follows tokio's, which is paused.
#[derive(Debug)]
struct Paused(tokio::time::Instant);

impl Timer for Paused {
    fn now(&self) -> Instant {
        TokioTimer.now()
    }

    fn sleep(&self, wait: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        TokioTimer.sleep(wait)
    }

    fn date(&self) -> SystemTime {
        Still.date() + self.0.elapsed()
    }
}

/// The token comes late, and the reads take so long that the server's clock may be
/// seconds away: the job began a second after the call, or before it.
#[tokio::test(start_paused = true)]
async fn an_end_that_was_not_sent_since_the_dates_do_not_tell() {
    let start = tokio::time::Instant::now();
    let script = Script::late(move |_, _| {
        let mut body = job("executing");
        let date: DateTime<Utc> = (Still.date() + Duration::from_secs(1)).into();
        body["data"]["startedAt"] = json!(date);
        body["data"]["updatedAt"] = json!(date);
        let mut read = answer(200, body).unwrap();
        let sent = Still.date() + start.elapsed() + Duration::from_secs(2);
        read.headers_mut().insert("date", httpdate::fmt_http_date(sent).parse().unwrap());
        (Duration::from_secs(4), Ok(read))
    });
    let outbox = Outbox::with_store(Memory::default());
    let client = Client::builder().token_provider(Late).transport(script.clone());
    let client = client.timer(Paused(start)).outbox(outbox.clone()).build().unwrap();
    let error = client.job("us_jb_1").complete("done").await.unwrap_err();
    assert!(error.is_another_run() && error.is_kept(), "{error}");
    assert!(script.methods().iter().all(|method| method == "GET"), "{:?}", script.methods());
    assert_eq!(outbox.ends().unwrap().len(), 1);
}
