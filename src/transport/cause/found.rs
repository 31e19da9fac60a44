//! What is found of a failure.

use std::borrow::Cow;

use crate::transport::{TransportError, TransportErrorKind};

/// What is found of a failure.
#[derive(Debug, PartialEq)]
pub(in crate::transport) struct Cause {
    pub(super) kind: TransportErrorKind,
    /// The cause in plain words, where there is one to name.
    pub(super) reason: Option<Cow<'static, str>>,
    /// What to do, where that is not what the kind says.
    pub(super) hint: Option<&'static str>,
}

impl Cause {
    pub(super) fn new(kind: TransportErrorKind, reason: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, reason: Some(reason.into()), hint: None }
    }

    pub(super) fn with_hint(self, hint: &'static str) -> Self {
        Self { hint: Some(hint), ..self }
    }
}

impl From<TransportErrorKind> for Cause {
    fn from(kind: TransportErrorKind) -> Self {
        Self { kind, reason: None, hint: None }
    }
}

impl From<Cause> for TransportError {
    fn from(cause: Cause) -> Self {
        let error = Self::new(cause.kind).with_hint(cause.hint);
        match cause.reason {
            Some(reason) => error.with_reason(reason),
            None => error,
        }
    }
}
