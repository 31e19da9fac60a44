//! How a sandbox stops: at once when it is dropped, and after its open requests
//! by `shutdown`.

use std::future::poll_fn;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use flatfile_jobs::Retries;
use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::sandbox::{Fault, Faults, Sandbox};
use tokio::sync::mpsc;

use crate::caller::client;
use crate::held::Held;

fn port(sandbox: &Sandbox) -> u16 {
    let url = sandbox.url();
    url.trim_end_matches("/v1").rsplit(':').next().unwrap().parse().unwrap()
}

fn assert_refused(port: u16) {
    let error = TcpStream::connect(("127.0.0.1", port)).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::ConnectionRefused);
}

// The runtime of these tests has one thread: between a drop and the next await
// no task of it runs.

#[tokio::test]
async fn its_port_is_free_as_soon_as_it_is_dropped() {
    let first = Sandbox::start().await.unwrap();
    let port = port(&first);
    let id = first.add_executing_job("exportOrders");
    first.client().unwrap().job(&id).get().await.unwrap();
    drop(first);
    assert_refused(port);
    let second = Sandbox::builder().port(port).start().await.unwrap();
    let id = second.add_executing_job("exportOrders");
    second.client().unwrap().job(&id).get().await.unwrap();
}

#[tokio::test]
async fn its_connections_are_closed_as_soon_as_it_is_dropped() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut connection = TcpStream::connect(("127.0.0.1", port(&sandbox))).unwrap();
    connection.set_nonblocking(true).unwrap();
    connection.write_all(b"GET /v1/jobs HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    let mut response = Vec::new();
    while !response.ends_with(b"]}") {
        tokio::task::yield_now().await;
        let mut bytes = [0; 1024];
        match connection.read(&mut bytes) {
            Ok(length) => response.extend_from_slice(&bytes[..length]),
            Err(error) => assert_eq!(error.kind(), io::ErrorKind::WouldBlock),
        }
    }
    drop(sandbox);
    connection.set_nonblocking(false).unwrap();
    assert_eq!(connection.read(&mut [0; 1]).unwrap(), 0);
}

#[tokio::test]
async fn a_shutdown_waits_for_open_requests() {
    let (sender, mut waiting) = mpsc::unbounded_channel();
    let late = Faults::seeded(1).on(Op::ListJobs, Fault::delay(Duration::from_secs(1)));
    let builder = Sandbox::builder().timer(Held(sender)).faults(late);
    let sandbox = builder.start().await.unwrap();
    let (port, url) = (port(&sandbox), format!("{}/jobs", sandbox.url()));
    // One that has said nothing, and one that is in the middle of a request.
    let silent = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let token = format!("Bearer {}", sandbox.token());
    let request = client().get(url).header("authorization", token);
    let request = tokio::spawn(request.header("x-disable-hooks", "true").send());
    let release = waiting.recv().await.unwrap();

    let mut shutdown = pin!(sandbox.shutdown());
    poll_fn(|context| {
        assert!(shutdown.as_mut().poll(context).is_pending());
        Poll::Ready(())
    })
    .await;
    assert_refused(port);
    release.send(()).unwrap();
    shutdown.await;
    assert_eq!(request.await.unwrap().unwrap().status(), 200);
    assert_eq!({ &silent }.read(&mut [0; 1]).unwrap(), 0);
}

#[tokio::test]
async fn a_shutdown_without_a_request_is_over_at_once() {
    Sandbox::in_process().shutdown().await;
    let sandbox = Sandbox::start().await.unwrap();
    let id = sandbox.add_executing_job("exportOrders");
    let client = sandbox.client().unwrap();
    // Its connection stays open, without a request.
    client.job(&id).get().await.unwrap();
    let port = port(&sandbox);
    sandbox.shutdown().await;
    assert_refused(port);
}

#[tokio::test]
async fn a_shutdown_that_is_given_up_is_a_drop() {
    let lost = Faults::seeded(1).on(Op::GetJob, Fault::lose_response());
    let sandbox = Sandbox::builder().faults(lost).start().await.unwrap();
    let id = sandbox.add_executing_job("exportOrders");
    let client = sandbox.client_builder().retries(Retries::none()).build().unwrap();
    let call = tokio::spawn(async move { client.job(&id).get().await });
    while sandbox.calls().is_empty() {
        tokio::task::yield_now().await;
    }
    {
        let mut shutdown = pin!(sandbox.shutdown());
        poll_fn(|context| Poll::Ready(shutdown.as_mut().poll(context).is_pending())).await;
    }
    let error = call.await.unwrap().unwrap_err();
    assert!(error.is_interrupted(), "{error}");
}
