//! The sandbox as a server: ends of jobs over sockets, from connections of
//! bare hyper, so that the client costs little.
//!
//! `cargo bench --bench server` reports requests a second, and the processor
//! time of the sandbox's own thread for each, which other work on the machine
//! disturbs less; and the memory of a call on record. For instructions:
//! `INSTRUCTIONS=1 valgrind --tool=callgrind --separate-threads=yes
//! target/release/deps/server-…` serves 2,000 requests; its largest file is the
//! client's or the sandbox's.

#![allow(clippy::expect_used, reason = "a bench that fails says where")]
#![allow(clippy::print_stdout, reason = "figures are printed")]

use std::fs;
use std::time::{Duration, Instant};

use bytes::Bytes;
use flatfile_jobs::sandbox::Sandbox;
use http::{Method, Request};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

const BODY: &str = include_str!("../tests/fixtures/fail-request.json");

#[derive(Clone, Copy)]
enum Kind {
    Fail,
    Get,
}

fn request(kind: Kind, host: &str, token: &str, id: &str) -> Request<Full<Bytes>> {
    let (method, path, body) = match kind {
        Kind::Fail => {
            (Method::POST, format!("/v1/jobs/{id}/fail"), Bytes::from_static(BODY.as_bytes()))
        }
        Kind::Get => (Method::GET, format!("/v1/jobs/{id}"), Bytes::new()),
    };
    Request::builder()
        .method(method)
        .uri(path)
        .header("host", host)
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json")
        .header("x-disable-hooks", "true")
        .body(Full::new(body))
        .expect("it is a request")
}

/// One connection, and its requests one after the other.
async fn connection(kind: Kind, host: String, token: String, ids: Vec<String>) {
    let stream = TcpStream::connect(&host).await.expect("it listens");
    stream.set_nodelay(true).expect("it is a socket");
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.expect("it is open");
    let connection = tokio::spawn(connection);
    for id in ids {
        sender.ready().await.expect("it is open");
        let response = sender.send_request(request(kind, &host, &token, &id)).await;
        let response = response.expect("it responds");
        let status = response.status();
        let body = response.into_body().collect().await.expect("it is whole").to_bytes();
        assert!(status.is_success(), "{status}: {body:?}");
    }
    drop(sender);
    connection.await.expect("it ends").expect("it ends well");
}

/// The processor time of the sandbox's thread so far.
fn of_the_sandbox() -> Option<Duration> {
    for task in fs::read_dir("/proc/self/task").ok()?.flatten() {
        let read = |file: &str| fs::read_to_string(task.path().join(file));
        if read("comm").ok()?.starts_with("flatfile-sandb") {
            let nanoseconds = read("schedstat").ok()?.split_whitespace().next()?.parse().ok()?;
            return Some(Duration::from_nanos(nanoseconds));
        }
    }
    None
}

fn resident_bytes() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse::<usize>().ok().map(|kilobytes| kilobytes * 1024)
}

async fn run(kind: Kind, calls: usize, at_once: usize) {
    let sandbox = Sandbox::start_blocking().expect("it starts");
    let host = sandbox.url().replace("http://", "").replace("/v1", "");
    let token = sandbox.token().to_owned();
    let ids: Vec<_> = (0..calls).map(|_| sandbox.add_executing_job("exportOrders")).collect();
    let resident = resident_bytes();
    let (begun, used) = (Instant::now(), of_the_sandbox());
    let mut connections = JoinSet::new();
    for ids in ids.chunks(calls.div_ceil(at_once)) {
        let (host, token) = (host.clone(), token.clone());
        drop(connections.spawn(connection(kind, host, token, ids.to_vec())));
    }
    while let Some(done) = connections.join_next().await {
        done.expect("its calls are made");
    }
    let wall = begun.elapsed();
    let used = of_the_sandbox().zip(used).map(|(after, before)| (after - before) / calls as u32);
    let kept =
        resident_bytes().zip(resident).map(|(after, before)| after.saturating_sub(before) / calls);
    let name = match kind {
        Kind::Fail => "fail",
        Kind::Get => "get",
    };
    println!(
        "{name}, {at_once} at once: {:.0} requests/s, {:?} of the sandbox's thread, {} bytes kept for each",
        calls as f64 / wall.as_secs_f64(),
        used.unwrap_or_default(),
        kept.unwrap_or_default(),
    );
}

fn main() {
    let short = std::env::var_os("INSTRUCTIONS").is_some();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("it starts").block_on(async {
        if short {
            return run(Kind::Fail, 2_000, 8).await;
        }
        for at_once in [1, 8, 64] {
            run(Kind::Fail, 40_000, at_once).await;
        }
        run(Kind::Get, 40_000, 8).await;
    });
}
