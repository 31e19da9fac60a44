//! Clients that begin a request and stop. The clock is paused: it moves on as
//! soon as all there is wait for it.

use flatfile_jobs::sandbox::Sandbox;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::Instant;

/// What comes after a beginning, until the sandbox closes the connection, and
/// how many seconds that took.
async fn begin(bytes: &[u8]) -> (Vec<u8>, u64) {
    let sandbox = Sandbox::start().await.unwrap();
    let address = sandbox.url().replace("http://", "").replace("/v1", "");
    let mut connection = TcpStream::connect(address).await.unwrap();
    let start = Instant::now();
    connection.write_all(bytes).await.unwrap();
    let mut response = Vec::new();
    let _ = connection.read_to_end(&mut response).await;
    assert!(sandbox.calls().is_empty());
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
