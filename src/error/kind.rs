//! The kinds of failure, and what to do about each.

use crate::api::RetryClass;
use crate::api::types::JobStatus;
use crate::retry::run::Evidence;
use crate::transport::TransportErrorKind;

/// Whose the body of a response seems to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Whose {
    /// It does not say.
    #[default]
    Unclear,
    /// Of something else than the API: a page, a plain text, a router that does
    /// not know the path.
    Another,
    /// Of the API, by its members: the contract's own shape of a failure, or of
    /// what was asked for.
    Api,
}

/// What kind of failure it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The client cannot be made as it was asked for.
    Configuration,
    /// The call cannot be made as it was asked for; nothing was sent.
    Input,
    /// The request brought no whole response.
    Transport(TransportErrorKind),
    /// The status of the response is not a success.
    Status,
    /// The response is a success that does not say what the contract promises.
    Unreadable,
    /// The response is one of the API, but a part of it does not say what the
    /// contract promises.
    OddPart,
    /// One entry of a list does not say what the contract promises; the list does.
    OddRow,
    /// An end that may have happened or not.
    InDoubt,
    /// An end that did not happen, because another one did.
    OtherEnd(JobStatus),
    /// An end that was not sent again, because the job is in another run.
    AnotherRun(JobStatus, Evidence),
    /// Not sent, because an end of the job was begun.
    Overtaken,
    /// An end could not be written down, or what was cannot be read.
    #[cfg(feature = "outbox")]
    Outbox,
}

/// Where the response seems not to be the API's.
const ASTRAY: &str = "check that the base URL is the API's, and that no proxy answers instead";

impl Kind {
    /// What to do next; empty where the message says it already.
    pub(super) fn hint(
        &self,
        status: Option<u16>,
        class: Option<RetryClass>,
        whose: Whose,
    ) -> &'static str {
        use TransportErrorKind as Transport;

        match (self, status) {
            (Self::InDoubt, _) => "get the job, and end it again if it is open",
            (Self::AnotherRun(..), _) => "get the job, and end it again if it is to end",
            (Self::Transport(Transport::Connect), _) => "check the base URL and the network",
            (Self::Transport(Transport::Tls), _) => {
                "check the base URL, the clock, and the certificates here and at the server"
            }
            (Self::Transport(Transport::Proxy), _) => {
                "check `HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY`, or your own HTTP client"
            }
            (Self::Transport(Transport::Declined), _) => "try again later",
            (
                Self::Transport(Transport::Timeout | Transport::Interrupted | Transport::CutShort),
                _,
            )
            | (Self::Status, Some(408 | 500..=599)) => match class {
                // It would be the same later.
                Some(RetryClass::Safe | RetryClass::Idempotent) if status == Some(501) => {
                    "this server does not have the operation"
                }
                Some(RetryClass::Safe | RetryClass::Idempotent) => "try again later",
                _ => "it may have been carried out: look before trying again",
            },
            (Self::Transport(Transport::Redirected), _) => {
                "check the base URL, and let your connections follow no redirect"
            }
            #[cfg(feature = "outbox")]
            (Self::Outbox, _) => "see what its store says",
            (Self::Transport(Transport::Credentials), _) => "see what the token provider says",
            // Of the head alone, whose limit is not ours.
            (Self::Transport(Transport::TooLarge), None) => {
                "check whether a proxy cuts or replaces responses"
            }
            (Self::Transport(Transport::TooLarge), _) => "raise `with_max_response_bytes`",
            // A status says what the API means by it only where the API spoke.
            (Self::Status, Some(401 | 403 | 404 | 409)) if whose == Whose::Another => ASTRAY,
            (Self::Status, Some(401)) => "check the token and that it belongs to this server",
            (Self::Status, Some(403)) => "use a token that may do this",
            (Self::Status, Some(404)) => "check the id and the token's environment",
            (Self::Status, Some(407)) => "give the proxy a user and password that it accepts",
            (Self::Status, Some(409)) => "get the job to see its state",
            (Self::Status, Some(429)) => "slow down and try again later",
            (Self::Status, Some(300..=399)) => "check the base URL: redirects are not followed",
            (Self::Unreadable, _) if whose == Whose::Api => {
                "the server may be newer than the contract: compare with the crate's version"
            }
            (Self::Unreadable, _) => ASTRAY,
            _ => "",
        }
    }
}
