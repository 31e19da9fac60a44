//! A connection, and tokio's own timer, need a tokio runtime around the call.

use tokio::runtime::Handle;

use super::{TransportError, TransportErrorKind, Wire};
use crate::timer::Timer;

/// Finds out that there is none, instead of the panic that would come of it.
///
/// # Errors
///
/// When a runtime is needed and there is none. A runtime without its I/O or
/// its time turned on cannot be told from a whole one.
pub(crate) fn check(wire: &Wire, timer: &dyn Timer) -> Result<(), TransportError> {
    let needed = !matches!(wire, Wire::Custom(_)) || timer.needs_tokio();
    match needed && Handle::try_current().is_err() {
        false => Ok(()),
        true => Err(TransportError::new(TransportErrorKind::Request).with_reason(
            "there is no tokio runtime around the call; see `Client` on blocking use",
        )),
    }
}
