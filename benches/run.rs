//! What a run costs over its bare requests, without a socket: the same three
//! requests by hand, and by a run with a handler that returns at once; and one
//! with a handler that says a thousand times how far it is.
//!
//! `cargo bench --bench run` reports times. For instructions, which repeat
//! whatever else the machine does:
//! `INSTRUCTIONS=run valgrind --tool=callgrind target/release/deps/run-…`
//! makes 1,000 runs of that kind and nothing else (`start` makes none).

#![allow(clippy::expect_used, reason = "a bench that fails says where")]

use std::hint::black_box;

use bytes::Bytes;
use criterion::{Criterion, criterion_group};
use flatfile_jobs::Client;
use flatfile_jobs::transport::{Transport, TransportFuture};
use http::{Request, Response};

const ID: &str = "us_jb_p7Rt4Zw1";

/// A job in each status of its life, by what is asked.
struct Canned {
    ready: Bytes,
    executing: Bytes,
    complete: Bytes,
}

impl Canned {
    fn new() -> Self {
        let body = include_str!("../tests/fixtures/fail-response.json");
        let job: serde_json::Value = serde_json::from_str(body).expect("it is JSON");
        let in_status = |status: &str, ended: bool| {
            let mut job = job.clone();
            job["data"]["status"] = status.into();
            if !ended {
                job["data"]["finishedAt"] = serde_json::Value::Null;
            }
            Bytes::from(job.to_string())
        };
        Self {
            ready: in_status("ready", false),
            executing: in_status("executing", false),
            complete: in_status("complete", true),
        }
    }
}

impl Transport for Canned {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        let path = request.uri().path();
        let body = match path.rsplit('/').next() {
            Some("ack") => &self.executing,
            Some("complete") => &self.complete,
            _ => &self.ready,
        };
        let response = Response::new(body.clone());
        black_box(request);
        Box::pin(async { Ok(response) })
    }
}

fn client() -> Client {
    Client::builder().token("sk_any").transport(Canned::new()).build().expect("it is complete")
}

async fn run(client: &Client, kind: &str) {
    let job = client.job(ID);
    match kind {
        "bare" => {
            black_box(job.get().await.expect("it is there"));
            black_box(job.ack().await.expect("it is begun"));
            black_box(job.complete("42 rows").await.expect("it is complete"));
        }
        "run" => drop(black_box(job.run(async |_| Ok("42 rows")).await.expect("it is complete"))),
        "thousand" => {
            let counts = async |run: flatfile_jobs::Run| {
                for row in 0..1_000 {
                    run.progress(row / 10, ());
                }
                Ok("42 rows")
            };
            drop(black_box(job.run(counts).await.expect("it is complete")));
        }
        _ => {}
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_time().build().expect("it starts")
}

fn runs(criterion: &mut Criterion) {
    let (runtime, client) = (runtime(), client());
    for kind in ["bare", "run", "thousand"] {
        criterion.bench_function(kind, |bench| {
            bench.iter(|| runtime.block_on(run(&client, kind)));
        });
    }
}

criterion_group!(benches, runs);

fn main() {
    let Ok(kind) = std::env::var("INSTRUCTIONS") else {
        benches();
        Criterion::default().configure_from_args().final_summary();
        return;
    };
    let (runtime, client) = (runtime(), client());
    runtime.block_on(async {
        for _ in 0..1_000 {
            run(&client, &kind).await;
        }
    });
}
