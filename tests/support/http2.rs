//! A server that speaks HTTP/2 frame by frame, to say what no library would.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

const PREFACE: usize = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".len();
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const GOAWAY: u8 = 7;
const ACK: u8 = 1;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

/// How a server ends what it does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Then {
    Close,
    Keep,
}

/// What to write for a stream, and how to go on.
pub type Step = (Vec<u8>, Then);

/// Decides by the method and the number of the stream.
type Script = dyn Fn(&'static str, u32) -> Step + Send + Sync;

/// A server on plain sockets. It stops when dropped.
pub struct Server {
    pub url: String,
    methods: Arc<Mutex<Vec<&'static str>>>,
    task: JoinHandle<()>,
}

impl Server {
    pub async fn start(script: impl Fn(&'static str, u32) -> Step + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let methods = Arc::default();
        let (script, record): (Arc<Script>, _) = (Arc::new(script), Arc::clone(&methods));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&script), Arc::clone(&record)));
            }
        });
        Self { url, methods, task }
    }

    /// The methods of the requests whose head has come.
    pub fn methods(&self) -> Vec<&'static str> {
        self.methods.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// One connection, until it is closed.
pub async fn serve(
    mut io: impl AsyncRead + AsyncWrite + Unpin,
    script: Arc<Script>,
    record: Arc<Mutex<Vec<&'static str>>>,
) {
    let mut methods = std::collections::BTreeMap::new();
    let _ = io.write_all(&frame(SETTINGS, 0, 0, &[])).await;
    if io.read_exact(&mut [0; PREFACE]).await.is_err() {
        return;
    }
    while let Some((kind, flags, stream, payload)) = read(&mut io).await {
        match kind {
            SETTINGS if flags & ACK == 0 => {
                let _ = io.write_all(&frame(SETTINGS, ACK, 0, &[])).await;
            }
            HEADERS => {
                // The method comes first, as an entry of HPACK's own table.
                let method = if payload.first() == Some(&0x82) { "GET" } else { "POST" };
                record.lock().unwrap().push(method);
                methods.insert(stream, method);
            }
            _ => {}
        }
        let whole = matches!(kind, HEADERS | DATA) && flags & END_STREAM != 0;
        let Some(method) = methods.get(&stream).filter(|_| whole) else { continue };
        let (bytes, then) = script(method, stream);
        let _ = io.write_all(&bytes).await;
        if then == Then::Close {
            return;
        }
    }
}

async fn read(io: &mut (impl AsyncRead + Unpin)) -> Option<(u8, u8, u32, Vec<u8>)> {
    let mut head = [0; 9];
    io.read_exact(&mut head).await.ok()?;
    let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
    let stream = u32::from_be_bytes([head[5], head[6], head[7], head[8]]);
    let mut payload = vec![0; length as usize];
    io.read_exact(&mut payload).await.ok()?;
    Some((head[3], head[4], stream, payload))
}

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let mut frame = vec![length[1], length[2], length[3], kind, flags];
    frame.extend(stream.to_be_bytes());
    frame.extend(payload);
    frame
}

/// A head of status 200.
pub fn head(stream: u32) -> Vec<u8> {
    frame(HEADERS, END_HEADERS, stream, &[0x88])
}

/// A part of a body, the last one or not.
pub fn data(stream: u32, text: &str, last: bool) -> Vec<u8> {
    frame(DATA, u8::from(last), stream, text.as_bytes())
}

/// A whole response of status 200.
pub fn whole(stream: u32, text: &str) -> Vec<u8> {
    [head(stream), data(stream, text, true)].concat()
}

pub fn reset(stream: u32, reason: u32) -> Vec<u8> {
    frame(RST_STREAM, 0, stream, &reason.to_be_bytes())
}

pub fn go_away(last: u32, reason: u32) -> Vec<u8> {
    frame(GOAWAY, 0, 0, &[last.to_be_bytes(), reason.to_be_bytes()].concat())
}
