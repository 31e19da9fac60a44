//! What a raw client carries: the shared part, and the one call it is for.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::call::{CallOptions, Shared};
use crate::error::{Ending, Exchange};

/// What every generated client carries inside; there is nothing to see here.
#[derive(Clone)]
pub struct State {
    pub(in crate::client) shared: Arc<Shared>,
    pub(in crate::client) options: CallOptions,
    slot: Option<Slot>,
}

impl State {
    /// For a raw client, which may make many calls at once.
    pub(in crate::client) fn raw(shared: Arc<Shared>, options: CallOptions) -> Self {
        Self { shared, options, slot: None }
    }

    /// For one call, whose exchange is left in `slot`.
    pub(in crate::client) fn for_call(
        shared: Arc<Shared>,
        options: CallOptions,
        slot: Slot,
    ) -> Self {
        Self { shared, options, slot: Some(slot) }
    }

    pub(in crate::client) fn leave(&self, exchange: &Carried) {
        if let Some(slot) = &self.slot {
            slot.put(exchange.clone());
        }
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.shared.fmt(f)
    }
}

/// Where the hook leaves the exchange of a call.
#[derive(Clone, Default)]
pub(in crate::client) struct Slot(Arc<Mutex<Option<Carried>>>);

impl Slot {
    pub(in crate::client) fn put(&self, exchange: Carried) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(exchange);
    }

    pub(in crate::client) fn peek(&self) -> Option<Carried> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(in crate::client) fn take(&self) -> Option<Carried> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// An exchange on its way through the generated client to the error layer. It
/// travels beside an answer, or below a `reqwest::Error`.
#[derive(Clone)]
pub(crate) struct Carried(pub(crate) Arc<Exchange>);

impl fmt::Debug for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.0.ending, &self.0.outcome) {
            (Ending::InDoubt, _) => f.write_str("it is unknown whether the job has ended"),
            (Ending::OtherEnd(status), _) => write!(f, "the job is already {status}"),
            (_, Ok(answer)) => write!(f, "answered with {}", answer.status()),
            (_, Err(error)) => fmt::Display::fmt(error, f),
        }
    }
}

impl std::error::Error for Carried {}
