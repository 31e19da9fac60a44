//! The loop that lets connections in.

use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use super::connection;
use super::door::Door;
use super::phase::{Phase, reached, unless};
use crate::sandbox::shared::Shared;

/// How long it waits where nothing can be accepted: long enough to leave the
/// processor to whoever holds the descriptors, and hardly felt by who connects.
const PAUSE: Duration = Duration::from_millis(100);

/// Accepts until the door closes, then waits until all connections are done;
/// when the server is over it drops them.
pub(super) async fn run(door: Door, core: Shared, phases: watch::Receiver<Phase>) {
    let mut connections = JoinSet::new();
    let mut closing = pin!(reached(phases.clone(), Phase::Closing));
    let mut over = pin!(reached(phases.clone(), Phase::Over));
    loop {
        let next = poll_fn(|context| door.poll_accept(context));
        let Some(next) = unless(closing.as_mut(), next).await else { break };
        while connections.try_join_next().is_some() {}
        match next {
            Ok(Some(guest)) => {
                drop(connections.spawn(connection::serve(guest, core.clone(), phases.clone())));
            }
            Ok(None) => break,
            // A connection that is gone before it is accepted: the next one.
            Err(error) if is_of_one_connection(&error) => {}
            // Out of descriptors or memory: accept would fail again at once.
            Err(_) => {
                if unless(closing.as_mut(), core.timer.sleep(PAUSE)).await.is_none() {
                    break;
                }
                // A timer that does not wait must not keep the thread.
                tokio::task::yield_now().await;
            }
        }
    }
    let done = async { while connections.join_next().await.is_some() {} };
    unless(over.as_mut(), done).await;
}

fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}
