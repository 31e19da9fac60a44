//! A sandbox on a thread of its own: no runtime, and clients that block.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use flatfile_jobs::sandbox::Sandbox;

/// A client that blocks: one request, one connection.
fn get(sandbox: &Sandbox, path: &str) -> String {
    let address = sandbox.url().replace("http://", "").replace("/v1", "");
    let mut connection = TcpStream::connect(address).unwrap();
    let token = sandbox.token();
    let head = format!("GET /v1{path} HTTP/1.0\r\nauthorization: Bearer {token}\r\n");
    connection.write_all(head.as_bytes()).unwrap();
    connection.write_all(b"x-disable-hooks: true\r\n\r\n").unwrap();
    let mut response = String::new();
    connection.read_to_string(&mut response).unwrap();
    response
}

fn assert_serves(sandbox: &Sandbox) {
    let id = sandbox.add_executing_job("exportOrders");
    let response = get(sandbox, &format!("/jobs/{id}"));
    assert!(response.starts_with("HTTP/1.0 200"), "{response}");
    assert!(response.contains(&id), "{response}");
}

#[test]
fn it_serves_without_a_runtime() {
    assert_serves(&Sandbox::start_blocking().unwrap());
}

#[tokio::test]
async fn it_serves_while_the_only_thread_is_blocked() {
    let sandbox = Sandbox::start_blocking().unwrap();
    assert_serves(&sandbox);
    // And this crate's own client, beside it.
    let id = sandbox.add_executing_job("exportOrders");
    sandbox.client().unwrap().job(&id).fail("no").await.unwrap();
    sandbox.shutdown().await;
}

#[test]
fn it_serves_below_another_executor() {
    block_on(async {
        let sandbox = Sandbox::start_blocking().unwrap();
        assert_serves(&sandbox);
        sandbox.shutdown().await;
    });
}

#[test]
fn without_a_runtime_the_other_start_says_what_to_do() {
    let error = block_on(Sandbox::start()).unwrap_err();
    assert!(error.to_string().contains("start_blocking"), "{error}");
}

#[test]
fn its_thread_ends_with_it() {
    // The clock belongs to the core, which the thread holds.
    let held = Arc::new(());
    let clock = Arc::clone(&held);
    let noon = "2025-06-01T12:00:00Z".parse().unwrap();
    let builder = Sandbox::builder().clock(move || {
        let _ = &clock;
        noon
    });
    let sandbox = builder.start_blocking().unwrap();
    let port = sandbox.url().replace("/v1", "").rsplit(':').next().unwrap().parse().unwrap();
    // A connection that is open does not keep it.
    let mut open = TcpStream::connect(("127.0.0.1", port)).unwrap();
    assert_serves(&sandbox);
    drop(sandbox);
    assert_eq!(Arc::strong_count(&held), 1);
    assert_eq!(open.read(&mut [0; 1]).unwrap(), 0);
    assert_serves(&Sandbox::builder().port(port).start_blocking().unwrap());
}

#[test]
fn a_port_that_is_taken_is_an_error() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let error = Sandbox::builder().port(port).start_blocking().unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
}

/// The smallest executor: it knows nothing of tokio.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return value;
        }
        thread::park();
    }
}
