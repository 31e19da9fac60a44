//! Every status from 100 to 599 on every class of operation: what the caller
//! gets, and how many requests were sent.
//!
//! The reviewed table is `statuses.txt`; `UPDATE_GOLDEN=1` writes it anew.
//! Statuses in a row that come to the same stand in one line.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use bytes::Bytes;
use flatfile_jobs::transport::{Transport, TransportFuture};
use flatfile_jobs::{Client, Error, Retries};
use http::{Request, Response};

use crate::support::golden::assert_golden;
use crate::support::json::job;

/// Answers with a status; reads of an end find the job open.
struct Answers {
    status: u16,
    ends: bool,
    sent: Arc<AtomicU32>,
}

impl Transport for Answers {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        let read = self.ends && request.method() == "GET";
        let mut answer = Response::new(Bytes::from(job("executing").to_string()));
        if !read {
            self.sent.fetch_add(1, Ordering::Relaxed);
            *answer.status_mut() = self.status.try_into().unwrap();
        }
        Box::pin(async { Ok(answer) })
    }
}

async fn line(status: u16) -> String {
    let call = async |ends: bool, call: fn(Client) -> Told| {
        let sent = Arc::new(AtomicU32::new(0));
        let answers = Answers { status, ends, sent: Arc::clone(&sent) };
        let client = Client::builder().token("t").transport(answers);
        let client = client.end_retries(Retries::ends().with_attempts(3)).build().unwrap();
        let told = call(client).await;
        format!("{told}, {} sent", sent.load(Ordering::Relaxed))
    };
    let get = call(false, |it| Box::pin(async move { told(it.job("us_jb_1").get().await) })).await;
    let delete =
        call(false, |it| Box::pin(async move { told(it.job("us_jb_1").delete().await) })).await;
    let once =
        call(false, |it| Box::pin(async move { told(it.job("us_jb_1").execute().await) })).await;
    let end =
        call(true, |it| Box::pin(async move { told(it.job("us_jb_1").fail("x").await) })).await;
    format!("{get:<28}{delete:<28}{once:<28}{end}")
}

type Told = std::pin::Pin<Box<dyn Future<Output = String>>>;

fn told<T>(result: Result<T, Error>) -> String {
    match result {
        Ok(_) => "ok".into(),
        Err(error) if error.is_in_doubt() => "in doubt".into(),
        Err(error) if error.is_server_error() => "server error".into(),
        Err(error) if error.is_rate_limited() => "rate limited".into(),
        Err(error) if error.is_redirect() => "redirect".into(),
        Err(error) if error.is_unauthorized() => "unauthorized".into(),
        Err(error) if error.is_forbidden() => "forbidden".into(),
        Err(error) if error.is_not_found() => "not found".into(),
        Err(error) if error.is_conflict() => "conflict".into(),
        Err(error) if error.is_bad_request() => "bad request".into(),
        Err(error) if error.status().is_some() => "another status".into(),
        Err(_) => "no status".into(),
    }
}

#[tokio::test(start_paused = true)]
async fn each_status_on_each_class() {
    let mut lines = Vec::new();
    for status in 100..600 {
        lines.push((status, line(status).await));
    }
    let head = ["safe: get", "idempotent: delete", "once: execute", "settle: fail"];
    let head: String = head.iter().map(|cell| format!("{cell:<28}")).collect();
    let mut table = format!("{:<12}{}\n", "", head.trim_end());
    for alike in lines.chunk_by(|(_, one), (_, next)| one == next) {
        let (first, last) = (&alike[0], &alike[alike.len() - 1]);
        let statuses = match first.0 == last.0 {
            true => first.0.to_string(),
            false => format!("{} to {}", first.0, last.0),
        };
        table += &format!("{statuses:<12}{}\n", first.1);
    }
    assert_golden("tests/retry/statuses.txt", &table);
}
