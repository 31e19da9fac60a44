//! A server on a socket that reads requests as bytes and does as it is told.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A request as it came over the wire.
#[derive(Clone, Debug)]
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
    /// Write these bytes and read the next request of the connection.
    Keep(Vec<u8>),
    /// Write these bytes and keep the connection open without a word more.
    Stall(Vec<u8>),
    /// Write these bytes one by one, with a pause before each.
    Drip(Vec<u8>, Duration),
    /// Close without a word.
    Close,
    /// Write these bytes and reset the connection.
    Reset(Vec<u8>),
}

impl Then {
    /// A whole answer.
    pub fn answer(status: &str, kind: &str, body: &str) -> Self {
        Self::Write(whole(status, kind, body))
    }
}

/// The bytes of a whole answer.
pub fn whole(status: &str, kind: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n");
    [head.as_bytes(), body.as_bytes()].concat()
}

/// A server that decides for each request what to do. It stops when dropped.
pub struct Server {
    pub url: String,
    received: Arc<Mutex<Vec<Received>>>,
    task: JoinHandle<()>,
}

impl Server {
    pub async fn start(script: impl Fn(&Received) -> Then + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let received = Arc::default();
        let (script, record) = (Arc::new(script), Arc::clone(&received));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(connection(stream, Arc::clone(&script), Arc::clone(&record)));
            }
        });
        Self { url, received, task }
    }

    /// Does the same with every request.
    pub async fn always(then: Then) -> Self {
        Self::start(move |_| then.clone()).await
    }

    /// All requests so far.
    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn connection(
    mut stream: TcpStream,
    script: Arc<impl Fn(&Received) -> Then>,
    record: Arc<Mutex<Vec<Received>>>,
) {
    while let Some(request) = read(&mut stream).await {
        let then = script(&request);
        record.lock().unwrap().push(request);
        // A client that has given up closes; that is not the server's concern.
        let _ = match then {
            Then::Keep(bytes) => {
                let _ = stream.write_all(&bytes).await;
                continue;
            }
            Then::Write(bytes) => stream.write_all(&bytes).await,
            Then::Stall(bytes) => {
                let _ = stream.write_all(&bytes).await;
                stream.read(&mut [0]).await.map(drop)
            }
            Then::Drip(bytes, pause) => drip(&mut stream, &bytes, pause).await,
            Then::Close => Ok(()),
            Then::Reset(bytes) => {
                let _ = stream.write_all(&bytes).await;
                stream.set_zero_linger()
            }
        };
        return;
    }
}

async fn drip(stream: &mut TcpStream, bytes: &[u8], pause: Duration) -> std::io::Result<()> {
    for byte in bytes {
        tokio::time::sleep(pause).await;
        stream.write_all(&[*byte]).await?;
    }
    Ok(())
}

/// One request; none when the connection was closed before it was whole.
async fn read(stream: &mut TcpStream) -> Option<Received> {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        more(stream, &mut bytes).await?;
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
    while bytes.len() < head + length {
        more(stream, &mut bytes).await?;
    }
    Some(Received { method, target, headers, body: bytes[head..].to_vec() })
}

async fn more(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> Option<()> {
    let mut chunk = [0; 4096];
    let count = stream.read(&mut chunk).await.ok().filter(|count| *count > 0)?;
    bytes.extend_from_slice(&chunk[..count]);
    Some(())
}
