//! One call of the face: a raw client of its own, and the way back.

use std::sync::Arc;
use std::time::Duration;

use serde::de::DeserializeOwned;

use super::Client;
use super::state::{Slot, State};
use crate::api::{self, OperationId, PathId, ResponseValue};
use crate::error::Error;

/// What is set for one call, over what is set on the client.
#[derive(Clone, Debug, Default)]
pub(crate) struct CallOptions {
    pub(crate) timeout: Option<Duration>,
}

/// One call.
pub(crate) struct Call {
    pub(crate) api: api::Client,
    operation: OperationId,
    job: Option<String>,
    slot: Slot,
}

impl Call {
    /// Begins a call about a job. A bad id is found here, before anything is
    /// sent.
    pub(crate) fn about(
        client: &Client,
        options: &CallOptions,
        operation: OperationId,
        job: &str,
    ) -> Result<(Self, PathId), Error> {
        let id = PathId::new(job).map_err(|error| Error::bad_id(operation, job, error))?;
        Ok((Self::new(client, options, operation, Some(job.to_owned())), id))
    }

    /// Begins a call about no job in particular.
    pub(crate) fn of(client: &Client, options: &CallOptions, operation: OperationId) -> Self {
        Self::new(client, options, operation, None)
    }

    fn new(
        client: &Client,
        options: &CallOptions,
        operation: OperationId,
        job: Option<String>,
    ) -> Self {
        let slot = Slot::default();
        let state = State::for_call(Arc::clone(client.shared()), options.clone(), slot.clone());
        Self { api: client.raw(state), operation, job, slot }
    }

    /// What came of it.
    pub(crate) fn finish<T: DeserializeOwned>(
        self,
        result: Result<ResponseValue<T>, api::Error>,
    ) -> Result<T, Error> {
        match result {
            Ok(answer) => Ok(answer.into_inner()),
            Err(error) => {
                let error = Error::from_raw(error, self.slot.take());
                Err(error.about(self.operation, self.job).locate::<T>())
            }
        }
    }
}
