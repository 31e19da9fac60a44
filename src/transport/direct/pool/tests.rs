//! Which connection a request goes over, by connections that are made to order.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Mutex, mpsc};
use std::task::{Context, Poll};

use http::Uri;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::net::TcpStream;
use tokio::runtime::Builder;
use tokio::sync::oneshot::{Receiver, channel};

use super::*;
use crate::transport::direct::proxy::Route;
use crate::transport::direct::stream::Io;

/// A connection that is made.
type Making = Pin<Box<dyn Future<Output = Box<dyn Io>> + Send>>;

/// Makes connections as it is told.
#[derive(Clone)]
struct By(Arc<dyn Fn() -> Making + Send + Sync>);

impl Service<()> for By {
    type Response = Http1;
    type Error = NotOpened;
    type Future = Pin<Box<dyn Future<Output = Result<Http1, NotOpened>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), NotOpened>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, (): ()) -> Self::Future {
        let making = (self.0)();
        Box::pin(async { Ok(Http1::begin(TokioIo::new(making.await)).await?) })
    }
}

/// These connections, the last one first, each when it may be made.
fn in_turn(connections: Vec<(Receiver<()>, DuplexStream)>) -> By {
    let connections = Mutex::new(connections);
    By(Arc::new(move || {
        let (gate, ours) = connections.lock().unwrap().pop().unwrap();
        Box::pin(async {
            gate.await.unwrap();
            Box::new(ours) as _
        })
    }))
}

/// Connections to this address.
fn to(address: SocketAddr) -> By {
    By(Arc::new(move || {
        Box::pin(async move { Box::new(TcpStream::connect(address).await.unwrap()) as _ })
    }))
}

/// One that looks at each connection that was unused at all.
fn of(open: By) -> Pool {
    let form = Form::new(&Uri::from_static("http://jobs.test/v1"), &Route::Straight);
    pool(
        open,
        #[cfg(feature = "http2")]
        Arc::default(),
        form,
        Duration::ZERO,
    )
}

fn request() -> Request<Full<Bytes>> {
    let mut request = Request::new(Full::default());
    *request.uri_mut() = Uri::from_static("http://jobs.test/v1/jobs");
    request
}

const RESPONSE: &[u8] = b"HTTP/1.1 204 No Content\r\n\r\n";

async fn respond(theirs: &mut DuplexStream) {
    assert!(theirs.read(&mut [0; 1024]).await.unwrap() > 0);
    theirs.write_all(RESPONSE).await.unwrap();
}

/// A call whose own connection comes too late has another one's; its own is
/// kept, and nothing went through it when the server closes it.
#[tokio::test]
async fn one_that_was_never_used_and_is_closed_is_no_error() {
    let ((first, mut server), (second, late)) = (duplex(1024), duplex(1024));
    let ((open, opened), (open_late, opened_late)) = (channel(), channel());
    let pool = of(in_turn(vec![(opened_late, second), (opened, first)]));
    open.send(()).unwrap();
    let (one, two) = (tokio::spawn(pool(request())), tokio::spawn(pool(request())));
    for call in [one, two] {
        respond(&mut server).await;
        let (_, held) = call.await.unwrap().unwrap();
        held.read_whole();
    }
    open_late.send(()).unwrap();
    // The background takes it in.
    yield_now().await;
    yield_now().await;
    drop(late);
    yield_now().await;
    let call = tokio::spawn(pool(request()));
    respond(&mut server).await;
    call.await.unwrap().unwrap();
}

/// A program without a runtime of its own, which waits on one call after the
/// other.
#[test]
fn one_that_is_closed_between_two_block_ons_is_no_error() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let pool = of(to(listener.local_addr().unwrap()));
    let (close, to_close) = mpsc::channel();
    let (closed, was_closed) = mpsc::channel();
    std::thread::spawn(move || {
        for socket in listener.incoming() {
            let mut socket = socket.unwrap();
            assert!(socket.read(&mut [0; 1024]).unwrap() > 0);
            socket.write_all(RESPONSE).unwrap();
            let Ok(()) = to_close.recv() else { return };
            drop(socket);
            closed.send(()).unwrap();
        }
    });
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    for _ in 0..20 {
        let (_, held) = runtime.block_on(pool(request())).unwrap();
        held.read_whole();
        close.send(()).unwrap();
        was_closed.recv().unwrap();
    }
}
