//! Keys of a store: no two ends that are under way have the same one, and no end
//! waits for the disk of another.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use flatfile_jobs::outbox::{FileStore, Outbox, OutboxStore, StoreError};
use flatfile_jobs::sandbox::Sandbox;
use flatfile_jobs::transport::{Transport, TransportFuture};
use http::Request;

use super::Path;
use crate::support::canned::Canned;
use crate::support::memory::{Memory, Texts};

/// Never answers, and may say that it is asked.
struct Waits(Option<Sender<&'static str>>);

impl Transport for Waits {
    fn send(&self, _: Request<Bytes>) -> TransportFuture<'_> {
        if let Some(begins) = &self.0 {
            begins.send("send").unwrap();
        }
        Box::pin(std::future::pending())
    }
}

#[test]
fn a_key_is_given_once() {
    let path = Path::new();
    let store = FileStore::open(&path.0).unwrap();
    let mut given = vec![store.put(b"a").unwrap(), store.put(b"b").unwrap()];
    for _ in 0..3 {
        // The one with the largest key is over first.
        store.remove(*given.last().unwrap()).unwrap();
        given.push(store.put(b"c").unwrap());
    }
    assert!(given.is_sorted_by(|one, next| one < next), "{given:?}");
    drop(store);
    let store = FileStore::open(&path.0).unwrap();
    assert!(store.put(b"d").unwrap() > *given.last().unwrap());
}

/// Gives the same key each time.
struct Same;

impl OutboxStore for Same {
    fn put(&self, _: &[u8]) -> Result<u64, StoreError> {
        Ok(1)
    }

    fn remove(&self, _: u64) -> Result<(), StoreError> {
        Ok(())
    }

    fn all(&self) -> Result<Texts, StoreError> {
        Ok(Texts::default())
    }
}

#[tokio::test]
async fn an_end_with_the_key_of_another_is_not_sent() {
    let outbox = Outbox::with_store(Same);
    let (sends, begun) = channel();
    let waits = Canned::new(200, "").builder().transport(Waits(Some(sends)));
    let job = waits.outbox(outbox.clone()).build().unwrap().job("us_jb_1");
    let mut first = Box::pin(async move { job.fail("x").await.map(drop) });
    until_sent(&mut first, &begun).await;
    let canned = Canned::new(200, r#"{"data":{"id":"us_jb_2","status":"failed"}}"#);
    let other = canned.builder().outbox(outbox).build().unwrap();
    let error = other.job("us_jb_2").fail("x").await.unwrap_err();
    assert!(error.is_outbox(), "{error}");
    assert!(!error.is_kept(), "{error}");
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(source, "the store gave the key 1 of another end again");
    assert!(canned.requests().is_empty());
    drop(first);
    other.job("us_jb_2").fail("x").await.unwrap_err();
    assert_eq!(canned.requests().len(), 1, "it is free again");
}

/// Says when it begins to do something, and does it when it may.
#[derive(Clone)]
struct Slow {
    memory: Memory,
    slow: &'static str,
    begins: Sender<&'static str>,
    may: Arc<Mutex<Receiver<()>>>,
}

impl Slow {
    fn new(slow: &'static str) -> (Self, Receiver<&'static str>, Sender<()>) {
        let ((begins, begun), (go, may)) = (channel(), channel());
        let may = Arc::new(Mutex::new(may));
        (Self { memory: Memory::default(), slow, begins, may }, begun, go)
    }

    fn begin(&self, what: &'static str) {
        self.begins.send(what).unwrap();
        if what == self.slow {
            self.may.lock().unwrap().recv().unwrap();
        }
    }
}

impl OutboxStore for Slow {
    fn put(&self, text: &[u8]) -> Result<u64, StoreError> {
        self.begin("put");
        self.memory.put(text)
    }

    fn remove(&self, key: u64) -> Result<(), StoreError> {
        self.begin("remove");
        self.memory.remove(key)
    }

    fn all(&self) -> Result<Texts, StoreError> {
        self.begin("all");
        self.memory.all()
    }
}

/// The next thing that begins.
async fn next(begun: &Receiver<&'static str>) -> &'static str {
    loop {
        match begun.try_recv() {
            Ok(what) => return what,
            Err(_) => tokio::task::yield_now().await,
        }
    }
}

/// Polls an end until its request is sent.
async fn until_sent(end: impl Future + Unpin, begun: &Receiver<&'static str>) {
    tokio::select! {
        biased;
        _ = end => unreachable!("nothing comes"),
        () = async { while next(begun).await != "send" {} } => {}
    }
}

#[tokio::test]
async fn an_end_that_is_dropped_waits_for_no_disk() {
    let (store, begun, go) = Slow::new("put");
    let waits = Waits(Some(store.begins.clone()));
    let outbox = Outbox::with_store(store);
    let client = Canned::new(200, "").builder().transport(waits).outbox(outbox).build().unwrap();
    let (one, other) = (client.job("us_jb_1"), client.job("us_jb_2"));
    go.send(()).unwrap();
    let mut first = Box::pin(async move { one.fail("x").await.map(drop) });
    until_sent(&mut first, &begun).await;
    let second = tokio::spawn(async move { other.fail("x").await.map(drop) });
    assert_eq!(next(&begun).await, "put", "and does not go on");
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        drop(first);
        sender.send(())
    });
    // Long enough for anything that is not stuck.
    let dropped = receiver.recv_timeout(Duration::from_secs(20));
    go.send(()).unwrap();
    second.abort();
    dropped.expect("it waits for the other one's disk");
}

#[tokio::test]
async fn what_is_being_removed_is_not_taken_up() {
    let (store, begun, go) = Slow::new("remove");
    let outbox = Outbox::with_store(store);
    let sandbox = Sandbox::in_process();
    let id = sandbox.add_executing_job("exportOrders");
    let client = sandbox.client_builder().outbox(outbox).build().unwrap();
    let job = client.job(&id);
    let end = tokio::spawn(async move { job.fail("x").await.map(drop) });
    assert_eq!([next(&begun).await, next(&begun).await], ["put", "remove"]);
    // Nobody waits for it any more.
    end.abort();
    assert!(end.await.unwrap_err().is_cancelled());
    let settling = tokio::spawn(async move { client.settle_outbox().await });
    for _ in 0..10_000 {
        assert!(begun.try_recv().is_err(), "the store is read before the end is out of it");
        tokio::task::yield_now().await;
    }
    go.send(()).unwrap();
    assert_eq!(next(&begun).await, "all");
    let report = settling.await.unwrap().unwrap();
    assert!(report.deliveries.is_empty(), "{report:?}");
}
