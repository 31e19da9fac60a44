//! Why there is no event.

use std::fmt;

use crate::api::Mismatch;

/// What came is no event, or is not the one that was asked for. It shows
/// nothing of what came but the names of members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventError(What);

#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    None(Mismatch),
    Several(usize),
}

impl EventError {
    pub(super) fn none(why: Mismatch) -> Self {
        Self(What::None(why))
    }

    pub(super) fn several(count: usize) -> Self {
        Self(What::Several(count))
    }

    /// Whether there is more than one event, so that
    /// [`Event::parse_all`](super::Event::parse_all) reads them.
    #[must_use]
    pub fn is_several(&self) -> bool {
        matches!(self.0, What::Several(_))
    }
}

impl fmt::Display for EventError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            What::None(why) => write!(f, "there is no event in it: {why}"),
            What::Several(count) => write!(f, "there are {count} events: parse them all"),
        }
    }
}

impl std::error::Error for EventError {}

/// A [contract mismatch](crate::Error::is_contract_mismatch), where what reads
/// events also calls.
#[cfg(feature = "client")]
impl From<EventError> for crate::error::Error {
    fn from(error: EventError) -> Self {
        Self::odd(error.to_string())
    }
}
