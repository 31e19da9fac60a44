//! Failures of the connection, on a real socket.

use std::error::Error as _;
use std::time::Duration;

use flatfile_jobs::{Client, ClientBuilder, Error, Retries};
use tokio::net::TcpListener;

use crate::support::CANARY;
use crate::support::wire::{Server, Then};

fn builder(url: &str) -> ClientBuilder {
    Client::builder().token(CANARY).base_url(url).retries(Retries::none())
}

async fn against(then: Then, set: impl Fn(ClientBuilder) -> ClientBuilder) -> Error {
    let server = Server::always(then).await;
    let client = set(builder(&server.url)).build().unwrap();
    let error = client.job("us_jb_1").execute().await.unwrap_err();
    assert_eq!(error.job(), Some("us_jb_1"));
    assert_eq!(error.operation().map(|operation| operation.name), Some("executeJob"));
    assert!(!format!("{error} {error:?}").contains(CANARY));
    drop(client);
    assert_eq!(server.received().len(), 1);
    error
}

/// Short enough for a test, long enough for a loopback answer.
fn short(builder: ClientBuilder) -> ClientBuilder {
    builder.timeout(Duration::from_millis(500))
}

fn as_it_is(builder: ClientBuilder) -> ClientBuilder {
    builder
}

#[tokio::test]
async fn connection_refused() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = builder(&url).build().unwrap().job("us_jb_1").get().await.unwrap_err();
    assert!(error.is_connect() && !error.is_timeout() && !error.is_interrupted(), "{error}");
    assert_eq!(error.status(), None);
    assert!(error.source().is_some(), "the system's reason is kept");
    assert_eq!(
        error.to_string(),
        "get a job `us_jb_1`: could not connect: connection refused; check the base URL and the network"
    );
}

#[tokio::test]
async fn no_answer_in_time() {
    let error = against(Then::Stall(Vec::new()), short).await;
    assert!(error.is_timeout() && !error.is_interrupted(), "{error}");
    assert_eq!(error.status(), None);
}

#[tokio::test]
async fn no_whole_answer_in_time() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"data\":".to_vec();
    let error = against(Then::Stall(head), short).await;
    assert!(error.is_timeout(), "{error}");
    assert_eq!(error.status(), Some(200), "the head had come");
}

#[tokio::test]
async fn closed_before_the_answer() {
    let error = against(Then::Close, as_it_is).await;
    assert!(error.is_interrupted() && !error.is_cut_short(), "{error}");
}

#[tokio::test]
async fn closed_within_the_answer() {
    let cut =
        b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 100\r\n\r\n{\"errors\"".to_vec();
    let error = against(Then::Write(cut), as_it_is).await;
    assert!(error.is_cut_short() && error.is_interrupted(), "{error}");
    assert!(error.is_server_error(), "its status is known");
    assert_eq!(error.status(), Some(503));
}

#[tokio::test]
async fn larger_than_allowed() {
    let limit = |builder: ClientBuilder| builder.max_response_bytes(10);
    let announced = Then::answer("200 OK", "application/json", "{\"data\": {}}");
    let error = against(announced, limit).await;
    assert!(error.is_too_large(), "{error}");
    let chunked =
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n10\r\n0123456789abcdef\r\n0\r\n\r\n";
    let error = against(Then::Write(chunked.to_vec()), limit).await;
    assert!(error.is_too_large(), "{error}");
    assert_eq!(error.status(), Some(200));
}

#[tokio::test]
async fn garbage_instead_of_http() {
    let error = against(Then::Write(b"\x00\x01garbage\r\n\r\n".to_vec()), as_it_is).await;
    assert!(error.is_interrupted(), "{error}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let redirect =
        b"HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n";
    let error = against(Then::Write(redirect.to_vec()), as_it_is).await;
    assert!(error.is_redirect(), "{error}");
    assert_eq!(error.header("location"), Some("http://127.0.0.1:1/"));
}

#[tokio::test(start_paused = true)]
async fn the_limit_is_kept_on_the_injected_clock() {
    use flatfile_jobs::transport::{Transport, TransportFuture};

    struct Never;

    impl Transport for Never {
        fn send(&self, _: http::Request<bytes::Bytes>) -> TransportFuture<'_> {
            Box::pin(std::future::pending())
        }
    }

    let client = Client::builder().token("t").transport(Never).retries(Retries::none());
    let client = client.build().unwrap();
    let start = tokio::time::Instant::now();
    let handle = client.job("us_jb_1").with_timeout(Duration::from_secs(7));
    assert!(handle.get().await.unwrap_err().is_timeout());
    assert_eq!(start.elapsed(), Duration::from_secs(7));
    let start = tokio::time::Instant::now();
    assert!(client.job("us_jb_1").get().await.unwrap_err().is_timeout());
    assert_eq!(start.elapsed(), Duration::from_secs(30), "the default");
}
