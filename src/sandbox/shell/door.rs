//! The listener and the sockets that came through it, held where the server can
//! close them at once.

use std::collections::HashMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use tokio::net::TcpListener;

use super::socket::Socket;

#[derive(Clone)]
pub(super) struct Door(Arc<Mutex<Inner>>);

struct Inner {
    /// None when it is closed.
    listener: Option<TcpListener>,
    sockets: HashMap<u64, Socket>,
    /// The number of the last socket.
    last: u64,
}

/// A socket; the door forgets it when this is dropped.
pub(super) struct Guest {
    pub(super) socket: Socket,
    number: u64,
    door: Door,
}

impl Door {
    pub(super) async fn open(port: u16) -> io::Result<(Self, SocketAddr)> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        let inner = Inner { listener: Some(listener), sockets: HashMap::new(), last: 0 };
        Ok((Self(Arc::new(Mutex::new(inner))), address))
    }

    /// The next socket; none when the door is closed.
    pub(super) fn poll_accept(&self, context: &mut Context<'_>) -> Poll<io::Result<Option<Guest>>> {
        let mut inner = self.lock();
        let Some(listener) = &inner.listener else { return Poll::Ready(Ok(None)) };
        let (stream, _) = ready!(listener.poll_accept(context))?;
        let socket = Socket::new(stream);
        inner.last += 1;
        let number = inner.last;
        inner.sockets.insert(number, socket.clone());
        Poll::Ready(Ok(Some(Guest { socket, number, door: self.clone() })))
    }

    /// Lets nobody in any more: the port is free, and whoever connects is
    /// refused.
    pub(super) fn close(&self) {
        drop(self.lock().listener.take());
    }

    /// Closes the sockets too.
    pub(super) fn close_all(&self) {
        self.close();
        let sockets = std::mem::take(&mut self.lock().sockets);
        sockets.values().for_each(Socket::close);
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        self.door.lock().sockets.remove(&self.number);
        self.socket.close();
    }
}
