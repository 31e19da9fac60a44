//! What an attempt means: for the request itself, and for trying again.

use crate::api::RetryClass;
use crate::transport::TransportErrorKind;

/// What is seen of one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// No answer, or not a whole one; with its status, if that had come.
    Broken(TransportErrorKind, Option<u16>),
    /// A whole answer, and whether it says when to come back.
    Answer { status: u16, retry_after: bool },
    /// A success whose body is not what the contract promises.
    Unreadable,
}

/// What to do after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
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
/// | Seen | safe, idempotent | once | settle |
/// |---|---|---|---|
/// | 2xx | done | done | done |
/// | not connected, no token, 429 | again | again | again; ambiguous after doubt |
/// | 503 with `Retry-After` | again | again | ambiguous |
/// | 408, 500, 502, 503, 504 | again | stop | ambiguous |
/// | any other 4xx | stop | stop | stop; ambiguous after doubt |
/// | 3xx, a redirect that was followed, any other 5xx | stop | stop | ambiguous |
/// | time-out, interrupted | again | stop | ambiguous |
/// | a success, cut short | again | stop | ambiguous |
/// | a success, too large or unreadable | stop | stop | ambiguous |
pub(crate) fn verdict(class: RetryClass, seen: Seen, doubt: bool) -> Verdict {
    match (seen, class) {
        (Seen::Broken(TransportErrorKind::Request, _), _) => Verdict::Stop,
        (Seen::Broken(TransportErrorKind::Connect | TransportErrorKind::Credentials, _), _) => {
            surely_not(class, doubt)
        }
        (Seen::Broken(TransportErrorKind::Redirected, _), RetryClass::Settle) => Verdict::Ambiguous,
        (Seen::Broken(TransportErrorKind::Redirected, _), _) => Verdict::Stop,
        // The head of a failure says all that its body could change nothing about.
        (Seen::Broken(_, Some(status)), _) if !is_success(status) => {
            let seen = Seen::Answer { status, retry_after: false };
            verdict(class, seen, doubt)
        }
        (Seen::Broken(..) | Seen::Unreadable, RetryClass::Settle) => Verdict::Ambiguous,
        (Seen::Broken(..) | Seen::Unreadable, RetryClass::Once) => Verdict::Stop,
        (Seen::Broken(TransportErrorKind::TooLarge, _) | Seen::Unreadable, _) => Verdict::Stop,
        (Seen::Broken(..), _) => Verdict::Again,
        (Seen::Answer { status, .. }, _) if is_success(status) => Verdict::Done,
        (Seen::Answer { status: 429, .. }, _) => surely_not(class, doubt),
        (Seen::Answer { status, .. }, RetryClass::Settle) => match status {
            408 => Verdict::Ambiguous,
            400..=499 if !doubt => Verdict::Stop,
            _ => Verdict::Ambiguous,
        },
        (Seen::Answer { status: 503, retry_after: true }, RetryClass::Once) => Verdict::Again,
        (Seen::Answer { .. }, RetryClass::Once) => Verdict::Stop,
        (Seen::Answer { status: 408 | 500 | 502 | 503 | 504, .. }, _) => Verdict::Again,
        (Seen::Answer { .. }, _) => Verdict::Stop,
    }
}

/// After an attempt that did nothing. An earlier one of an end may have done
/// it, and somebody else may have meanwhile: the job is read then.
fn surely_not(class: RetryClass, doubt: bool) -> Verdict {
    match class {
        RetryClass::Settle if doubt => Verdict::Ambiguous,
        _ => Verdict::Again,
    }
}

fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole table, as text: reviewed in `verdict.txt`. Statuses in a row
    /// that mean the same stand in one line.
    fn table() -> String {
        use TransportErrorKind as Kind;

        let mut text =
            line("seen", &["safe", "idempotent", "once", "settle", "settle after doubt"]);
        let cells = |status| cells(Seen::Answer { status, retry_after: false });
        let statuses: Vec<u16> = (100..600).collect();
        for alike in statuses.chunk_by(|one, next| cells(*one) == cells(*next)) {
            let name = match alike {
                [one] => one.to_string(),
                [first, .., last] => format!("{first} to {last}"),
                [] => continue,
            };
            text += &line(&name, &cells(alike[0]));
        }
        let mut add = |name: &str, seen: Seen| text += &line(name, &self::cells(seen));
        for status in [429, 503, 504] {
            let seen = Seen::Answer { status, retry_after: true };
            add(&format!("{status} with Retry-After"), seen);
        }
        add("unreadable", Seen::Unreadable);
        for (kind, name) in [
            (Kind::Connect, "not connected"),
            (Kind::Timeout, "time-out"),
            (Kind::Interrupted, "interrupted"),
            (Kind::CutShort, "cut short"),
            (Kind::TooLarge, "too large"),
            (Kind::Request, "not sent"),
            (Kind::Credentials, "no token"),
            (Kind::Redirected, "redirected"),
        ] {
            for status in [None, Some(200), Some(404), Some(503)] {
                let after = status.map(|status| format!(" after {status}")).unwrap_or_default();
                add(&format!("{name}{after}"), Seen::Broken(kind, status));
            }
        }
        text
    }

    fn line(name: &str, cells: &[impl AsRef<str>]) -> String {
        let cells: String = cells.iter().map(|cell| format!("{:<11}", cell.as_ref())).collect();
        format!("{name:<24}{}\n", cells.trim_end())
    }

    fn cells(seen: Seen) -> Vec<String> {
        use RetryClass::{Idempotent, Once, Safe, Settle};

        [(Safe, false), (Idempotent, false), (Once, false), (Settle, false), (Settle, true)]
            .map(|(class, doubt)| word(verdict(class, seen, doubt)))
            .to_vec()
    }

    fn word(verdict: Verdict) -> String {
        format!("{verdict:?}").to_lowercase()
    }

    /// `UPDATE_VERDICTS=1 cargo test verdict` writes the table anew.
    #[test]
    fn each_status_and_failure_has_its_reviewed_verdict() {
        let table = table();
        if std::env::var_os("UPDATE_VERDICTS").is_some() {
            let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/retry/verdict.txt");
            std::fs::write(file, table).unwrap();
            return;
        }
        for (line, reviewed) in table.lines().zip(include_str!("verdict.txt").lines()) {
            assert_eq!(line, reviewed);
        }
        assert_eq!(table, include_str!("verdict.txt"));
    }
}
