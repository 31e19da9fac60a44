//! The signal that a run should stop, and why.

use std::fmt;
use std::future::pending;

use tokio::sync::watch::Receiver;

use crate::api::types::JobStatus;

/// Why a run should stop.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CancelReason {
    /// The job was read, and has ended: somebody canceled it, or ended it
    /// otherwise. Nothing is sent any more.
    Ended(JobStatus),
    /// The job was read, and is in another run: somebody ended it and ran it
    /// again. Nothing is sent into that run.
    AnotherRun,
    /// The job was not there, more than once.
    Gone,
    /// The program wants to stop.
    Shutdown,
    /// The run is over: for whatever the handler left behind.
    Over,
}

impl CancelReason {
    /// Whether somebody else decided what becomes of the job, so that nothing
    /// is sent.
    pub(super) fn is_final(&self) -> bool {
        matches!(self, Self::Ended(_) | Self::AnotherRun)
    }
}

impl fmt::Display for CancelReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ended(status) => {
                write!(
                    f,
                    "the job was ended by somebody else: it is {}",
                    status.as_str().escape_debug()
                )
            }
            Self::AnotherRun => f.write_str("the job was run again by somebody else"),
            Self::Gone => f.write_str("the job is not there any more"),
            Self::Shutdown => f.write_str("the program is stopping"),
            Self::Over => f.write_str("the run is over"),
        }
    }
}

/// Tells that a run should stop; clones go to whatever works for it.
///
/// It needs no polling of one's own: it fires when a read shows that the job was
/// canceled, was ended otherwise, or is in another run, and when the program
/// stops.
#[derive(Clone, Debug)]
pub struct Signal(pub(super) Receiver<Option<CancelReason>>);

impl Signal {
    /// Waits until the run should stop, and says why. It can be dropped at any
    /// await, and asked again.
    pub async fn canceled(&self) -> CancelReason {
        let mut receiver = self.0.clone();
        match receiver.wait_for(Option::is_some).await.map(|reason| reason.clone()) {
            Ok(Some(reason)) => reason,
            Ok(None) => pending().await,
            Err(_) => CancelReason::Over,
        }
    }

    /// Why the run should stop, if it should.
    #[must_use]
    pub fn reason(&self) -> Option<CancelReason> {
        let reason = self.0.borrow().clone();
        reason.or_else(|| self.0.has_changed().is_err().then_some(CancelReason::Over))
    }

    /// Whether the run should stop.
    #[must_use]
    pub fn is_canceled(&self) -> bool {
        self.reason().is_some()
    }
}
