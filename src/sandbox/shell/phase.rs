//! How far the end of a server has come, for all its tasks.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;

use tokio::sync::watch;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    Open,
    /// Nothing new is begun.
    Closing,
    /// Nothing is finished any more.
    Over,
}

/// Waits for a phase, or a later one.
pub(super) async fn reached(mut phases: watch::Receiver<Phase>, phase: Phase) {
    // A server that is gone without a word is over.
    let _ = phases.wait_for(|now| *now >= phase).await;
}

/// What a future brings; nothing when the other one is first.
pub(super) async fn unless<T>(
    mut end: Pin<&mut impl Future<Output = ()>>,
    future: impl Future<Output = T>,
) -> Option<T> {
    let mut future = pin!(future);
    poll_fn(|context| {
        // What is there already counts before the end.
        if let Poll::Ready(value) = future.as_mut().poll(context) {
            return Poll::Ready(Some(value));
        }
        end.as_mut().poll(context).map(|()| None)
    })
    .await
}
