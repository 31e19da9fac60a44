//! Proxies that let through: what they saw is kept, what they carry goes to
//! one address, whatever was asked for.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

use crate::secure::Identity;

/// What the clients of a proxy said to it, a line for each connection or head.
#[derive(Clone, Debug, Default)]
pub struct Heard(Arc<Mutex<Vec<String>>>);

impl Heard {
    pub fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    fn add(&self, what: String) {
        self.0.lock().unwrap().push(what);
    }
}

/// Opens tunnels to one address.
pub async fn tunnel(to: SocketAddr) -> (SocketAddr, Heard) {
    let (heard, listener) = (Heard::default(), TcpListener::bind("127.0.0.1:0").await.unwrap());
    let (record, address) = (heard.clone(), listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(open(stream, to, record.clone()));
        }
    });
    (address, heard)
}

/// The same behind TLS, which has to speak HTTP/1.1.
pub async fn secure_tunnel(to: SocketAddr) -> (SocketAddr, Heard, Identity) {
    let heard = Heard::default();
    let (record, identity) = (heard.clone(), Identity::of("127.0.0.1", &["h2", "http/1.1"]));
    let address = identity
        .listen(move |stream| {
            assert_eq!(stream.get_ref().1.alpn_protocol(), None, "nobody asked for HTTP/2");
            open(stream, to, record.clone())
        })
        .await;
    (address, heard, identity)
}

async fn open(mut stream: impl AsyncRead + AsyncWrite + Unpin, to: SocketAddr, heard: Heard) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let Ok(byte) = stream.read_u8().await else { return };
        head.push(byte);
    }
    heard.add(String::from_utf8(head).unwrap());
    let mut there = TcpStream::connect(to).await.unwrap();
    let _ = stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").await;
    let _ = copy_bidirectional(&mut stream, &mut there).await;
}

/// SOCKS, 4 and 5. A password is asked for where one is given here.
pub async fn socks(
    to: SocketAddr,
    password: Option<(&'static str, &'static str)>,
) -> (SocketAddr, Heard) {
    let (heard, listener) = (Heard::default(), TcpListener::bind("127.0.0.1:0").await.unwrap());
    let (record, address) = (heard.clone(), listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(speak(stream, to, password, record.clone()));
        }
    });
    (address, heard)
}

async fn speak(
    mut stream: TcpStream,
    to: SocketAddr,
    password: Option<(&'static str, &'static str)>,
    heard: Heard,
) -> Option<()> {
    let asked = match stream.read_u8().await.ok()? {
        4 => socks4(&mut stream).await?,
        _ => socks5(&mut stream, password).await?,
    };
    heard.add(asked);
    let mut there = TcpStream::connect(to).await.unwrap();
    copy_bidirectional(&mut stream, &mut there).await.ok().map(drop)
}

async fn socks4(stream: &mut TcpStream) -> Option<String> {
    let _connect = stream.read_u8().await.ok()?;
    let port = stream.read_u16().await.ok()?;
    let mut address = [0; 4];
    stream.read_exact(&mut address).await.ok()?;
    let _user = until_zero(stream).await?;
    let host = match address {
        // 4a: the name comes after.
        [0, 0, 0, last] if last != 0 => until_zero(stream).await?,
        [a, b, c, d] => format!("{a}.{b}.{c}.{d}"),
    };
    stream.write_all(&[0, 90, 0, 0, 0, 0, 0, 0]).await.ok()?;
    Some(format!("4 {host}:{port}"))
}

async fn until_zero(stream: &mut TcpStream) -> Option<String> {
    let mut text = Vec::new();
    loop {
        match stream.read_u8().await.ok()? {
            0 => return String::from_utf8(text).ok(),
            byte => text.push(byte),
        }
    }
}

async fn socks5(
    stream: &mut TcpStream,
    password: Option<(&'static str, &'static str)>,
) -> Option<String> {
    let methods = some_bytes(stream).await?;
    let method = if password.is_some() { 2 } else { 0 };
    let known = methods.contains(&method);
    stream.write_all(&[5, if known { method } else { 0xff }]).await.ok()?;
    if let Some((user, word)) = password.filter(|_| known) {
        let _version = stream.read_u8().await.ok()?;
        let given = (some_bytes(stream).await?, some_bytes(stream).await?);
        let right = given == (user.as_bytes().to_vec(), word.as_bytes().to_vec());
        stream.write_all(&[1, u8::from(!right)]).await.ok()?;
    }
    let mut head = [0; 4];
    stream.read_exact(&mut head).await.ok()?;
    let host = match head[3] {
        1 => std::net::Ipv4Addr::from(stream.read_u32().await.ok()?).to_string(),
        3 => String::from_utf8(some_bytes(stream).await?).ok()?,
        _ => std::net::Ipv6Addr::from(stream.read_u128().await.ok()?).to_string(),
    };
    let port = stream.read_u16().await.ok()?;
    stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.ok()?;
    Some(format!("5 {host}:{port}"))
}

/// Bytes with their number before them.
async fn some_bytes(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let mut bytes = vec![0; usize::from(stream.read_u8().await.ok()?)];
    stream.read_exact(&mut bytes).await.ok()?;
    Some(bytes)
}
