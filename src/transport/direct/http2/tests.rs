//! Servers that go silent, in time that is not real.

use h2::server;
use tokio::io::{DuplexStream, duplex};
use tokio::time::{Instant, sleep};

use super::super::error::{Error, failed};
use super::*;
use crate::transport::TransportErrorKind;

async fn connected() -> (Shared, Http2, Using, server::Connection<DuplexStream, Bytes>) {
    let (ours, theirs) = duplex(1 << 16);
    let ours = Http2::begin(TokioIo::new(Box::new(ours)));
    let (ours, theirs) = tokio::join!(ours, server::handshake(theirs));
    let shared = Shared::default();
    let (there, using) = shared.offer(ours.unwrap());
    (shared, there, using, theirs.unwrap())
}

fn request() -> Request<Full<Bytes>> {
    Request::get("https://jobs.test/v1/jobs").body(Full::default()).unwrap()
}

/// A network that went away and told nobody: nothing comes, and nothing fails.
#[tokio::test(start_paused = true)]
async fn one_that_is_silently_dead_takes_no_second_request() {
    let (shared, mut there, using, _never_read) = connected().await;
    let start = Instant::now();
    let error = there.send(request()).await.unwrap_err().into_error();
    assert_eq!(start.elapsed(), SILENT + LATE);
    assert_eq!(failed(Error::Exchange(error)).kind(), TransportErrorKind::Timeout);
    drop(using);
    assert!(shared.take().is_none(), "the next request makes another");
}

/// Attempts may be given up sooner than that.
#[tokio::test(start_paused = true)]
async fn attempts_that_are_short_find_it_dead_too() {
    let (shared, there, using, _never_read) = connected().await;
    drop((there, using));
    let mut attempts = 0;
    while let Some((mut there, using)) = shared.take() {
        attempts += 1;
        let short = tokio::time::timeout(Duration::from_secs(3), there.send(request())).await;
        assert!(!matches!(short, Ok(Ok(_))));
        drop(using);
        sleep(Duration::from_millis(300)).await;
    }
    assert!((6..=8).contains(&attempts), "{attempts} attempts");
}

#[tokio::test(start_paused = true)]
async fn one_that_takes_long_and_lives_is_waited_for() {
    let (shared, mut there, using, mut theirs) = connected().await;
    tokio::spawn(async move {
        let (_, mut respond) = theirs.accept().await.unwrap().unwrap();
        tokio::spawn(async move { while theirs.accept().await.is_some() {} });
        sleep((SILENT + LATE) * 9).await;
        respond.send_response(Response::new(()), true).unwrap();
    });
    assert!(there.send(request()).await.is_ok());
    drop(using);
    assert!(shared.take().is_some());
}

/// Nobody asks a connection that nobody uses: it is there, or it is not.
#[tokio::test(start_paused = true)]
async fn one_that_is_not_used_is_left_in_peace() {
    let (shared, there, using, _never_read) = connected().await;
    drop((there, using));
    sleep((SILENT + LATE) * 2).await;
    assert!(shared.take().is_some());
}
