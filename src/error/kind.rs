//! The kinds of failure, and what to do about each.

use crate::transport::TransportErrorKind;

/// What kind of failure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The client cannot be made as it was asked for.
    Configuration,
    /// The call cannot be made as it was asked for; nothing was sent.
    Input,
    /// The request brought no whole answer.
    Transport(TransportErrorKind),
    /// The answer's status is not a success.
    Status,
    /// The answer is a success that does not say what the contract promises.
    Unreadable,
}

impl Kind {
    /// What to do next; empty where the message says it already.
    pub(super) fn cure(self, status: Option<u16>) -> &'static str {
        use TransportErrorKind as Transport;

        match (self, status) {
            (Self::Transport(Transport::Connect), _) => "check the base URL and the network",
            (Self::Transport(Transport::Timeout), _) => {
                "the server may have carried it out: get the job before trying again"
            }
            (Self::Transport(Transport::Interrupted | Transport::CutShort), _) => {
                "it may have been carried out: get the job before trying again"
            }
            (Self::Transport(Transport::TooLarge), _) => "raise `with_max_answer_bytes`",
            (Self::Status, Some(401)) => "check the token and that it belongs to this server",
            (Self::Status, Some(403)) => "use a token that may do this",
            (Self::Status, Some(404)) => "check the id and the token's environment",
            (Self::Status, Some(409)) => "get the job to see its state",
            (Self::Status, Some(429)) => "slow down and try again later",
            (Self::Status, Some(300..=399)) => "check the base URL: redirects are not followed",
            (Self::Status, Some(500..=599)) => {
                "it may have been carried out: get the job before trying again"
            }
            (Self::Unreadable, _) => "is the base URL that of the API, or a proxy in between?",
            _ => "",
        }
    }
}
