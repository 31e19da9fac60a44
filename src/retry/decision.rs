//! What an attempt means: for the request itself, and for trying again.

use crate::api::RetryClass;
use crate::transport::TransportErrorKind;

/// What is seen of one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Observation {
    /// No response, or not a whole one; with its status, if that had come.
    Broken(TransportErrorKind, Option<u16>),
    /// A whole response, and whether it says when to come back.
    Response { status: u16, retry_after: bool },
    /// A success of an end whose body is not recognisably about its job.
    Unreadable,
}

/// What to do after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// It is done.
    Done,
    /// It failed, and trying again would not help or not be safe.
    Stop,
    /// Try again, within the bounds.
    Again,
    /// It may have been done or not: read the job.
    Ambiguous,
}

/// Judges one attempt. `doubt` says whether an earlier attempt of the same
/// call was ambiguous.
///
/// The table is the reviewed one of `decisions.txt`, which the test below makes
/// of this function:
///
/// ```text
#[doc = include_str!("decisions.txt")]
/// ```
pub(crate) fn decide(class: RetryClass, seen: Observation, doubt: bool) -> Decision {
    use TransportErrorKind::{Connect, Credentials, Declined, Proxy, Redirected, Request, Tls};

    match (seen, class) {
        (Observation::Broken(Request, _), _) => Decision::Stop,
        (Observation::Broken(Connect | Declined | Credentials, _), _) => surely_not(class, doubt),
        // What does not heal: as a refusal.
        (Observation::Broken(Tls | Proxy, _), RetryClass::Settle) if doubt => Decision::Ambiguous,
        (Observation::Broken(Tls | Proxy, _), _) => Decision::Stop,
        (Observation::Broken(Redirected, _), RetryClass::Settle) => Decision::Ambiguous,
        (Observation::Broken(Redirected, _), _) => Decision::Stop,
        // The head of a failure says all that its body could change nothing about.
        (Observation::Broken(_, Some(status)), _) if !is_success(status) => {
            let seen = Observation::Response { status, retry_after: false };
            decide(class, seen, doubt)
        }
        (Observation::Broken(..) | Observation::Unreadable, RetryClass::Settle) => {
            Decision::Ambiguous
        }
        (Observation::Broken(..) | Observation::Unreadable, RetryClass::Once) => Decision::Stop,
        (Observation::Broken(TransportErrorKind::TooLarge, _) | Observation::Unreadable, _) => {
            Decision::Stop
        }
        (Observation::Broken(..), _) => Decision::Again,
        (Observation::Response { status, .. }, _) if is_success(status) => Decision::Done,
        (Observation::Response { status: 429, .. }, _) => surely_not(class, doubt),
        (Observation::Response { status, .. }, RetryClass::Settle) => match status {
            408 => Decision::Ambiguous,
            400..=499 if !doubt => Decision::Stop,
            _ => Decision::Ambiguous,
        },
        (Observation::Response { status: 503, retry_after: true }, RetryClass::Once) => {
            Decision::Again
        }
        (Observation::Response { .. }, RetryClass::Once) => Decision::Stop,
        (Observation::Response { status: 408 | 500 | 502 | 503 | 504, .. }, _) => Decision::Again,
        (Observation::Response { .. }, _) => Decision::Stop,
    }
}

/// Whether the server may have carried out an attempt that did not succeed.
pub(crate) fn may_be_done(seen: Observation) -> bool {
    match seen {
        Observation::Broken(kind, status) => !kind.is_surely_undone() && status != Some(429),
        Observation::Response { status, .. } => status != 429,
        Observation::Unreadable => true,
    }
}

/// After an attempt that did nothing. An earlier one of an end may have done
/// it, and somebody else may have meanwhile: the job is read then.
fn surely_not(class: RetryClass, doubt: bool) -> Decision {
    match class {
        RetryClass::Settle if doubt => Decision::Ambiguous,
        _ => Decision::Again,
    }
}

fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

#[cfg(test)]
#[allow(unreachable_pub, dead_code, reason = "the tests of the face share it")]
#[path = "../../tests/support/golden.rs"]
pub(super) mod golden;

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole table, as text: reviewed in `decisions.txt`. Statuses in a row
    /// that mean the same stand in one line.
    fn table() -> String {
        use TransportErrorKind as Kind;

        let mut text =
            line("seen", &["safe", "idempotent", "once", "settle", "settle after doubt"]);
        let cells = |status| cells(Observation::Response { status, retry_after: false });
        let statuses: Vec<u16> = (100..600).collect();
        for alike in statuses.chunk_by(|one, next| cells(*one) == cells(*next)) {
            let name = match alike {
                [one] => one.to_string(),
                [first, .., last] => format!("{first} to {last}"),
                [] => continue,
            };
            text += &line(&name, &cells(alike[0]));
        }
        let mut add = |name: &str, seen: Observation| text += &line(name, &self::cells(seen));
        for status in [429, 503, 504] {
            let seen = Observation::Response { status, retry_after: true };
            add(&format!("{status} with Retry-After"), seen);
        }
        add("unreadable", Observation::Unreadable);
        for (kind, name) in [
            (Kind::Connect, "not connected"),
            (Kind::Timeout, "time-out"),
            (Kind::Interrupted, "interrupted"),
            (Kind::CutShort, "cut short"),
            (Kind::TooLarge, "too large"),
            (Kind::Request, "not sent"),
            (Kind::Credentials, "no token"),
            (Kind::Redirected, "redirected"),
            (Kind::Tls, "not secure"),
            (Kind::Proxy, "proxy"),
            (Kind::Declined, "declined"),
        ] {
            for status in [None, Some(200), Some(404), Some(503)] {
                let after = status.map(|status| format!(" after {status}")).unwrap_or_default();
                add(&format!("{name}{after}"), Observation::Broken(kind, status));
            }
        }
        text
    }

    fn line(name: &str, cells: &[impl AsRef<str>]) -> String {
        let cells: String = cells.iter().map(|cell| format!("{:<11}", cell.as_ref())).collect();
        format!("{name:<24}{}\n", cells.trim_end())
    }

    fn cells(seen: Observation) -> Vec<String> {
        use RetryClass::{Idempotent, Once, Safe, Settle};

        [(Safe, false), (Idempotent, false), (Once, false), (Settle, false), (Settle, true)]
            .map(|(class, doubt)| word(decide(class, seen, doubt)))
            .to_vec()
    }

    fn word(decision: Decision) -> String {
        format!("{decision:?}").to_lowercase()
    }

    #[test]
    fn each_status_and_failure_has_its_reviewed_decision() {
        super::golden::assert_golden("src/retry/decisions.txt", &table());
    }
}
