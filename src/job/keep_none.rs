//! No end is kept: the crate is built without the outbox.

use super::JobHandle;
use crate::api::OperationId;
use crate::error::Error;

impl JobHandle {
    #[expect(clippy::unused_async, reason = "with the outbox it waits for the disk")]
    pub(super) async fn keep<T>(&self, _: OperationId, _: &T) -> Result<(), Error> {
        Ok(())
    }

    #[expect(clippy::unused_async, reason = "with the outbox it waits for the disk")]
    pub(super) async fn over<T>(&self, (): (), sent: Result<T, Error>) -> Result<T, Error> {
        sent
    }
}
