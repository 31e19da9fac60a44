//! What settles the ends that are left in the outbox.

use std::sync::Arc;
use std::time::Duration;

use super::events;
use super::shared::Shared;
use crate::error::Error;
use crate::job::Left;
use crate::outbox::Report;

/// How often: each end that is left was tried for minutes already.
const EVERY: Duration = Duration::from_secs(5 * 60);

/// Takes up what a former process has left, and holds its jobs back until it was
/// tried.
///
/// # Errors
///
/// When the outbox cannot be read.
pub(super) async fn take_up(shared: &Shared) -> Result<Left, Error> {
    let left = shared.client.take_up_outbox().await?;
    let mut state = shared.state();
    left.jobs().for_each(|job| state.hold(job));
    Ok(left)
}

/// Settles that beside all else, which may take long where the server is ill, and
/// from then on what is left now and then, until it is dropped.
pub(super) async fn run(shared: Arc<Shared>, mut left: Left) {
    if shared.client.outbox().is_none() {
        return std::future::pending().await;
    }
    events::settled(&Report { deliveries: Vec::new(), unreadable: left.take_unreadable() });
    while let Some(delivery) = left.next().await {
        shared.release(delivery.end.job());
        events::settled(&Report { deliveries: vec![delivery], unreadable: Vec::new() });
        // The jobs may go on.
        tokio::task::yield_now().await;
    }
    loop {
        shared.client.shared().timer.sleep(EVERY).await;
        match shared.client.settle_outbox().await {
            Ok(report) => events::settled(&report),
            Err(error) => events::outbox_failed(&error),
        }
        // A timer may come back at once.
        tokio::task::yield_now().await;
    }
}
