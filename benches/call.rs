//! The crate's own share of a call, without a socket: the request is built,
//! passes the loop and a canned transport, and its response is decoded.
//!
//! `cargo bench --bench call` reports times. For instructions, which repeat
//! whatever else the machine does:
//! `INSTRUCTIONS=fail valgrind --tool=callgrind target/release/deps/call-…`
//! makes 1,000 calls of that kind and nothing else (`start` makes none).

#![allow(clippy::expect_used, reason = "a bench that fails says where")]

use std::hint::black_box;

use bytes::Bytes;
use criterion::{Criterion, criterion_group};
use flatfile_jobs::api::types::JobResponse;
use flatfile_jobs::transport::{Transport, TransportFuture};
use flatfile_jobs::{Client, Next, Outcome};
use http::{Request, Response};

/// A response to fail, and the id of its job.
const BODY: &str = include_str!("../tests/fixtures/fail-response.json");
const ID: &str = "us_jb_p7Rt4Zw1";

/// Gives the same response to every request.
struct Canned;

impl Transport for Canned {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        black_box(request);
        Box::pin(async { Ok(Response::new(Bytes::from_static(BODY.as_bytes()))) })
    }
}

fn client() -> Client {
    Client::builder().token("sk_any").transport(Canned).build().expect("it is complete")
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
    let (runtime, client) = (runtime(), client());
    for kind in ["fail", "get", "decode"] {
        criterion.bench_function(kind, |bench| {
            bench.iter(|| runtime.block_on(call(&client, kind)));
        });
    }
}

criterion_group!(benches, calls);

fn main() {
    let Ok(kind) = std::env::var("INSTRUCTIONS") else {
        benches();
        Criterion::default().configure_from_args().final_summary();
        return;
    };
    let (runtime, client) = (runtime(), client());
    runtime.block_on(async {
        for _ in 0..1_000 {
            call(&client, &kind).await;
        }
    });
}
