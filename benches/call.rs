//! The crate's own share of a call, without a socket: the request is built,
//! passes the loop and a canned transport, and its response is decoded.
//!
//! `cargo bench --bench call` reports times. For instructions, which repeat
//! whatever else the machine does:
//! `INSTRUCTIONS=fail valgrind --tool=callgrind target/release/deps/call-…`
//! makes 1,000 calls of that kind and nothing else (`start` makes none). `page`
//! reads a page of 1,000 jobs instead, through the whole call, and `page-plain`
//! reads the same text with `serde_json::from_slice` into a struct of the same
//! members, as one would by hand: once each, so take `page-start` from both.

#![allow(clippy::expect_used, reason = "a bench that fails says where")]

use std::hint::black_box;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use criterion::{Criterion, criterion_group};
use flatfile_jobs::api::types::JobResponse;
use flatfile_jobs::transport::{Transport, TransportFuture};
use flatfile_jobs::{Client, Next, Outcome};
use http::{Request, Response};
use serde::Deserialize;
use serde_json::{Map, Number, Value};

/// A response to fail, and the id of its job.
const BODY: &str = include_str!("../tests/fixtures/fail-response.json");
const ID: &str = "us_jb_p7Rt4Zw1";

/// A page of one job, and how many the benches make of it.
const LIST: &str = include_str!("../tests/fixtures/list-response.json");
const ROWS: usize = 1_000;

/// A job as one would write it by hand, with the members that a page has.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "it is only read into")]
struct PlainJob {
    id: String,
    created_by: Option<String>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    started_at: Option<DateTime<Utc>>,
    finished_at: Option<DateTime<Utc>>,
    environment_id: Option<String>,
    space_id: Option<String>,
    r#type: String,
    operation: String,
    source: String,
    destination: Option<String>,
    config: Option<Map<String, Value>>,
    trigger: Option<String>,
    status: Option<String>,
    progress: Option<Number>,
    file_id: Option<String>,
    mode: Option<String>,
    input: Option<Map<String, Value>>,
    subject: Option<Map<String, Value>>,
    outcome: Option<Map<String, Value>>,
    info: Option<String>,
    managed: Option<bool>,
}

#[derive(Deserialize)]
struct PlainPage {
    data: Vec<PlainJob>,
}

/// A page as the server sends one: without spaces, each job with an id of its
/// own.
fn page() -> Bytes {
    let mut page: Value = serde_json::from_str(LIST).expect("it is JSON");
    let job = page["data"][0].clone();
    let with_id = |number| {
        let mut job = job.clone();
        job["id"] = format!("us_jb_{number:08}").into();
        job
    };
    page["data"] = (0..ROWS).map(with_id).collect();
    page["pagination"]["currentPage"] = 1.into();
    page["pagination"]["pageCount"] = 1.into();
    page.to_string().into()
}

/// Gives the same response to every request.
struct Canned(Bytes);

impl Transport for Canned {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        black_box(request);
        Box::pin(async { Ok(Response::new(self.0.clone())) })
    }
}

fn client(body: Bytes) -> Client {
    Client::builder().token("sk_any").transport(Canned(body)).build().expect("it is complete")
}

async fn list(client: &Client, body: &Bytes, kind: &str) {
    match kind {
        "page" => {
            let page = client.jobs().page().await.expect("it is a page");
            assert_eq!(black_box(page).jobs.len(), ROWS);
        }
        "page-plain" => {
            let page = serde_json::from_slice::<PlainPage>(black_box(body));
            assert_eq!(black_box(page.expect("it is a page")).data.len(), ROWS);
        }
        _ => {}
    }
}

fn outcome() -> Outcome {
    Outcome::new()
        .message("Job failed")
        .heading("Failed")
        .acknowledge(true)
        .button_text("Acknowledge")
        .next(Next::id(ID))
        .info("Job was failed")
}

async fn call(client: &Client, kind: &str) {
    match kind {
        "fail" => drop(black_box(client.job(ID).fail(outcome()).await.expect("it is failed"))),
        "get" => drop(black_box(client.job(ID).get().await.expect("it is there"))),
        "decode" => {
            let job = flatfile_jobs::api::read::<JobResponse>(black_box(BODY.as_bytes()));
            drop(black_box(job.expect("it is a job")));
        }
        _ => {}
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_time().build().expect("it starts")
}

fn calls(criterion: &mut Criterion) {
    let (runtime, client) = (runtime(), client(Bytes::from_static(BODY.as_bytes())));
    for kind in ["fail", "get", "decode"] {
        criterion.bench_function(kind, |bench| {
            bench.iter(|| runtime.block_on(call(&client, kind)));
        });
    }
}

fn pages(criterion: &mut Criterion) {
    let (runtime, body) = (runtime(), page());
    let client = client(body.clone());
    for kind in ["page", "page-plain"] {
        criterion.bench_function(&format!("{kind}, {ROWS} jobs"), |bench| {
            bench.iter(|| runtime.block_on(list(&client, &body, kind)));
        });
    }
}

criterion_group!(benches, calls, pages);

fn main() {
    let Ok(kind) = std::env::var("INSTRUCTIONS") else {
        benches();
        Criterion::default().configure_from_args().final_summary();
        return;
    };
    let runtime = runtime();
    if kind.starts_with("page") {
        let body = page();
        return runtime.block_on(list(&client(body.clone()), &body, &kind));
    }
    let client = client(Bytes::from_static(BODY.as_bytes()));
    runtime.block_on(async {
        for _ in 0..1_000 {
            call(&client, &kind).await;
        }
    });
}
