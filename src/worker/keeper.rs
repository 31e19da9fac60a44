//! What settles the ends that are left in the outbox.

use std::sync::Arc;
use std::time::Duration;

use super::events;
use super::shared::Shared;
use crate::error::Error;

/// How often: each end that is left was tried for minutes already.
const EVERY: Duration = Duration::from_secs(5 * 60);

/// Settles what a former process has left.
///
/// # Errors
///
/// When the outbox cannot be read.
pub(super) async fn first(shared: &Shared) -> Result<(), Error> {
    events::settled(&shared.client.settle_outbox().await?);
    Ok(())
}

/// Settles now and then, until it is dropped.
pub(super) async fn run(shared: Arc<Shared>) {
    if shared.client.outbox().is_none() {
        return std::future::pending().await;
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
