//! An end is written down before it is sent, and removed when it is over.

use serde::Serialize;

use super::JobHandle;
use crate::api::OperationId;
use crate::error::Error;
use crate::outbox::{Entry, KeptEnd};

impl JobHandle {
    /// Writes an end down, where the client has an outbox.
    ///
    /// # Errors
    ///
    /// When it could not be written: it must not be sent then, since a crash
    /// would lose it.
    pub(super) async fn keep(
        &self,
        operation: OperationId,
        body: &impl Serialize,
    ) -> Result<Option<Entry>, Error> {
        let Some(outbox) = self.client.outbox() else { return Ok(None) };
        let refused = |error| Error::not_kept(operation, &self.id, error);
        let shared = self.client.shared();
        let end = KeptEnd {
            base_url: shared.base_url.as_str().to_owned(),
            environment_id: shared.environment_id.clone(),
            job: self.id.clone(),
            operation: operation.operation().name.to_owned(),
            body: serde_json::to_value(body).map_err(|error| refused(error.into()))?,
            called: shared.timer.date().into(),
            run: self.client.options().run.as_deref().cloned(),
        };
        outbox.keep(end).await.map(Some).map_err(refused)
    }

    /// Takes an end out of the outbox, if it is over by what was sent. One that
    /// cannot be sent as it was asked for is: the caller is told so.
    pub(super) async fn over<T>(&self, kept: Option<Entry>, sent: &mut Result<T, Error>) {
        let is_over = |error: &Error| error.is_final_for_an_end() || error.is_invalid_input();
        self.close(kept, sent, is_over).await;
    }

    /// Takes an end out of the outbox, if it is over by what this says.
    pub(super) async fn close<T>(
        &self,
        kept: Option<Entry>,
        sent: &mut Result<T, Error>,
        is_over: impl Fn(&Error) -> bool,
    ) {
        let Some(kept) = kept else { return };
        match sent {
            Err(error) if !is_over(error) => error.set_kept(),
            _ => {
                if let Err(error) = kept.remove().await {
                    // It is found over when the outbox is settled.
                    let job = &*self.id;
                    tracing::warn!(
                        target: crate::call::TARGET,
                        error = %error,
                        flatfile.job.id = job,
                        "an end that is over could not be taken out of the outbox",
                    );
                }
            }
        }
    }
}
