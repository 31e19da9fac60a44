//! A server on a socket that reads one request as bytes and does as it is told.

use std::collections::BTreeMap;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A request as it came over the wire.
#[derive(Debug)]
pub struct Received {
    pub method: String,
    pub target: String,
    /// Names in small letters.
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Received {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// What to do once a request is read.
#[derive(Clone, Debug)]
pub enum Then {
    /// Write these bytes and close.
    Write(Vec<u8>),
    /// Write these bytes and keep the connection open without a word more.
    Stall(Vec<u8>),
    /// Close without a word.
    Close,
}

impl Then {
    /// A whole answer.
    pub fn answer(status: &str, kind: &str, body: &str) -> Self {
        let length = body.len();
        let text = format!(
            "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        Self::Write(text.into_bytes())
    }
}

/// Serves one connection; returns the base URL and what was received.
pub async fn serve(then: Then) -> (String, JoinHandle<Received>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let task = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let received = read(&mut stream).await;
        match then {
            Then::Write(bytes) => stream.write_all(&bytes).await.unwrap(),
            Then::Stall(bytes) => {
                stream.write_all(&bytes).await.unwrap();
                // Until the client gives up and closes.
                let _ = stream.read(&mut [0]).await;
            }
            Then::Close => {}
        }
        received
    });
    (url, task)
}

async fn read(stream: &mut TcpStream) -> Received {
    let mut bytes = Vec::new();
    let head = loop {
        let mut chunk = [0; 4096];
        let count = stream.read(&mut chunk).await.unwrap();
        assert!(count > 0, "the client closed before its request was whole");
        bytes.extend_from_slice(&chunk[..count]);
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
    };
    let text = String::from_utf8(bytes[..head].to_vec()).unwrap();
    let mut lines = text.lines();
    let mut first = lines.next().unwrap().split(' ');
    let (method, target) = (first.next().unwrap().into(), first.next().unwrap().into());
    let headers: BTreeMap<String, String> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length: usize = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = bytes[head..].to_vec();
    while body.len() < length {
        let mut chunk = [0; 4096];
        let count = stream.read(&mut chunk).await.unwrap();
        assert!(count > 0, "the client closed within its body");
        body.extend_from_slice(&chunk[..count]);
    }
    Received { method, target, headers, body }
}
