//! Out of file descriptors: the sandbox waits, and goes on when there are some.

use std::env;
use std::fs::File;
use std::io::Write;
use std::net::TcpStream;
use std::process::Command;

use flatfile_jobs::sandbox::Sandbox;
use tokio::io::AsyncReadExt;
use tokio::sync::mpsc;

use crate::held::Held;

/// Set where this test runs itself, in a process with few descriptors.
const INNER: &str = "SANDBOX_FEW_DESCRIPTORS";

#[tokio::test]
async fn it_waits_where_nothing_can_be_accepted() {
    if env::var_os(INNER).is_some() {
        return inner().await;
    }
    let test = env::current_exe().unwrap();
    let status = Command::new("sh")
        .args(["-c", "ulimit -n 64 && exec \"$0\" --exact \"$1\" --nocapture"])
        .arg(test)
        .arg("descriptors::it_waits_where_nothing_can_be_accepted")
        .env(INNER, "1")
        .output()
        .unwrap();
    let output = String::from_utf8_lossy(&status.stdout);
    assert!(status.status.success(), "{output}{}", String::from_utf8_lossy(&status.stderr));
    assert!(output.contains("1 passed"), "{output}");
}

async fn inner() {
    let (sender, mut waiting) = mpsc::unbounded_channel();
    let sandbox = Sandbox::builder().timer(Held(sender)).start().await.unwrap();
    let address = sandbox.url().replace("http://", "").replace("/v1", "");
    let mut files: Vec<File> = std::iter::from_fn(|| File::open("/dev/null").ok()).collect();
    files.pop();
    // The system takes it; the sandbox has no descriptor for it.
    let mut connection = TcpStream::connect(address).unwrap();
    let release = waiting.recv().await.unwrap();
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert!(waiting.try_recv().is_err(), "it does not try again while it waits");

    files.clear();
    release.send(()).unwrap();
    connection.write_all(b"GET /v1/jobs HTTP/1.0\r\n\r\n").unwrap();
    connection.set_nonblocking(true).unwrap();
    let mut connection = tokio::net::TcpStream::from_std(connection).unwrap();
    let mut response = String::new();
    connection.read_to_string(&mut response).await.unwrap();
    assert!(response.starts_with("HTTP/1.0 401"), "{response}");
}
