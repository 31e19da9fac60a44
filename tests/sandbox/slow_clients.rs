//! Clients that begin a request and stop. The clock is paused: it moves on as
//! soon as all there is wait for it.

use flatfile_jobs::sandbox::{MAX_BODY_BYTES, Sandbox};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::Instant;

/// What comes after a beginning, until the sandbox closes the connection, and
/// how many seconds that took.
async fn begin(bytes: &[u8]) -> (Vec<u8>, u64) {
    let sandbox = Sandbox::start().await.unwrap();
    let came = begin_at(&sandbox, bytes).await;
    assert!(sandbox.calls().is_empty());
    came
}

async fn begin_at(sandbox: &Sandbox, bytes: &[u8]) -> (Vec<u8>, u64) {
    let address = sandbox.url().replace("http://", "").replace("/v1", "");
    let mut connection = TcpStream::connect(address).await.unwrap();
    let start = Instant::now();
    connection.write_all(bytes).await.unwrap();
    let mut response = Vec::new();
    let _ = connection.read_to_end(&mut response).await;
    (response, start.elapsed().as_secs())
}

#[tokio::test(start_paused = true)]
async fn half_a_request_is_given_up_after_a_while() {
    for half in [
        "",
        "GET /v1/jo",
        "GET /v1/jobs HTTP/1.1\r\nhost: x\r\n",
        "POST /v1/jobs HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{",
    ] {
        let (response, seconds) = begin(half.as_bytes()).await;
        assert_eq!((String::from_utf8(response).unwrap().as_str(), seconds), ("", 30), "{half:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_that_is_too_long_is_refused_however_slow_it_is() {
    let sandbox = Sandbox::start().await.unwrap();
    let head = format!(
        "POST /v1/jobs HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\
         content-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{{",
        sandbox.token(),
        MAX_BODY_BYTES + 1
    );
    let (response, seconds) = begin_at(&sandbox, head.as_bytes()).await;
    let response = String::from_utf8(response).unwrap();
    assert!(response.starts_with("HTTP/1.1 413 ") && seconds == 30, "{seconds}: {response}");
}
