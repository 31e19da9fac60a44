//! One call of the face: a raw client of its own, and the way back.

use std::sync::Arc;
use std::time::Duration;

use serde::de::DeserializeOwned;

use super::Client;
use super::state::{Slot, State};
use crate::api::{self, OperationId, PathId, ResponseValue};
use crate::error::{Ending, Error};
use crate::retry::Retries;

/// What is set for one call, over what is set on the client.
#[derive(Clone, Debug, Default)]
pub(crate) struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) retries: Option<Retries>,
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

    /// What came of an end, and whether it was found by reading.
    pub(crate) fn finish_end<T: DeserializeOwned>(
        self,
        result: Result<ResponseValue<T>, api::Error>,
    ) -> Result<(T, bool), Error> {
        let slot = self.slot.clone();
        let by_reading = slot.take().inspect(|carried| slot.put(carried.clone()));
        let by_reading = by_reading.is_some_and(|carried| carried.0.ending == Ending::ByReading);
        Ok((self.finish(result)?, by_reading))
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
