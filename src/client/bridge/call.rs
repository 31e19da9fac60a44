//! One call of the face: a raw client of its own, and the way back.

use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::state::{Carried, Slot, State};
use crate::api::{self, OperationId, PathId, ResponseValue};
use crate::call::CallOptions;
use crate::client::Client;
use crate::error::Error;

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

    /// What went over the wire.
    pub(crate) fn carried(&self) -> Option<Carried> {
        self.slot.peek()
    }

    /// What came of an operation whose answer says nothing but that it is
    /// done: any success will do, also one without a body.
    pub(crate) fn finish_done<T: DeserializeOwned>(
        self,
        result: Result<ResponseValue<T>, api::Error>,
    ) -> Result<(), Error> {
        match self.finish(result) {
            Ok(_) => Ok(()),
            Err(error) if error.is_contract_mismatch() && error.body().is_empty() => Ok(()),
            Err(error) => Err(error),
        }
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
