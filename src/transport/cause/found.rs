//! What is found of a failure.

use std::borrow::Cow;

use crate::transport::TransportErrorKind;

/// A kind, and the cause in plain words where there is one to name.
pub(in crate::transport) type Cause = (TransportErrorKind, Option<Cow<'static, str>>);
