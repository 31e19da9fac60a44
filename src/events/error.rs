//! Why there is no event, or not the one.

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
    TooNested,
    TooManyTokens,
}

impl EventError {
    pub(super) fn none(why: Mismatch) -> Self {
        Self(What::None(why))
    }

    pub(super) fn several(count: usize) -> Self {
        Self(What::Several(count))
    }

    pub(super) fn too_nested() -> Self {
        Self(What::TooNested)
    }

    pub(super) fn too_many_tokens() -> Self {
        Self(What::TooManyTokens)
    }

    /// Whether there is more than is looked through, so that nobody can say which
    /// events there are: texts that are JSON in texts that are JSON, eight times as
    /// long as the whole, or so many tokens that stand in it again that it would take
    /// too long to take them out.
    #[must_use]
    pub fn is_too_much(&self) -> bool {
        matches!(self.0, What::TooNested | What::TooManyTokens)
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
            What::TooNested => {
                f.write_str("there are more texts of JSON within one another than are read")
            }
            What::TooManyTokens => f.write_str("there are more tokens in it than are taken out"),
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
