//! What the read of a job whose end is in doubt says.

use std::fmt;
use std::time::Duration;

use super::run::{Evidence, Identity};
use crate::api::types::JobStatus;
use crate::transport::TransportErrorKind;

/// What is seen of one read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ReadSeen {
    /// It is the job, and this is its status.
    Status(JobStatus),
    /// The same of a job that has not ended, in a run of which the dates do not
    /// tell whether it is the one that is meant.
    PerhapsAnotherRun(JobStatus),
    /// A success that is another job's, or of which nothing is known.
    NotUnderstood(NotUnderstood),
    /// Another status than a success; perhaps the server says when to come
    /// back.
    Refused(u16, Option<Duration>),
    /// No response, or not a whole one.
    Broken(TransportErrorKind, Option<u16>),
}

/// Why a success tells nothing of the job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotUnderstood {
    /// Not a job, as far as can be seen.
    NoJob,
    /// It has the id of another job.
    AnotherJob,
    /// The job has no status, or one that is no text.
    NoStatus,
}

impl fmt::Display for ReadSeen {
    /// What was seen, and no more.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) if !status.canonical().is_known() => {
                let status: String = status.as_str().chars().take(40).collect();
                write!(f, "its status was {:?}, which the contract does not know", status)
            }
            Self::Status(status) => write!(f, "it was {status}"),
            Self::PerhapsAnotherRun(status) => {
                write!(f, "it was {status}, perhaps in another run")
            }
            Self::NotUnderstood(NotUnderstood::NoJob) => f.write_str("the response was no job"),
            Self::NotUnderstood(NotUnderstood::AnotherJob) => {
                f.write_str("the response was another job")
            }
            Self::NotUnderstood(NotUnderstood::NoStatus) => f.write_str("it had no status"),
            Self::Refused(status, _) => write!(f, "the response was {status}"),
            Self::Broken(kind, _) => write!(f, "{kind}"),
        }
    }
}

/// What a read means for the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// The job is in the wanted end.
    Wanted,
    /// It is in another end.
    Other(JobStatus),
    /// It has not ended, and the same run goes on: the end may be sent again.
    Open,
    /// It has not ended, but in another run than the one that was meant.
    AnotherRun(JobStatus, Evidence),
    /// It has not ended, and the dates do not tell which run it is in; those of
    /// the next read may.
    UnsureRun(JobStatus),
    /// Nothing that decides; the next read may. The server may say when.
    Later(Option<Duration>),
    /// The server will not show it.
    Never,
}

/// Judges a read. `identity` is asked for where the job has not ended.
///
/// | Seen | means |
/// |---|---|
/// | the wanted end, in whatever spelling | wanted |
/// | another end | other |
/// | a status of a job that has not ended | open; another run; unsure, where the dates do not tell |
/// | a status that the contract does not know | later: it may be an end |
/// | not understood | later |
/// | 401, 408, 429, 5xx | later: the token may be renewed, the server may recover |
/// | any other 4xx, 3xx | never |
/// | no whole response, no token | later |
/// | the request cannot be made | never |
pub(crate) fn judge(
    wanted: &JobStatus,
    seen: &ReadSeen,
    identity: impl FnOnce() -> Identity,
) -> Found {
    match seen {
        ReadSeen::Status(status) if status.canonical() == *wanted => Found::Wanted,
        ReadSeen::Status(status) if status.is_end() => Found::Other(status.clone()),
        ReadSeen::Status(status) if !status.canonical().is_known() => Found::Later(None),
        ReadSeen::Status(status) | ReadSeen::PerhapsAnotherRun(status) => match identity() {
            Identity::Same => Found::Open,
            Identity::Another(evidence) => Found::AnotherRun(status.clone(), evidence),
            Identity::Unsure => Found::UnsureRun(status.clone()),
        },
        ReadSeen::NotUnderstood(_) => Found::Later(None),
        ReadSeen::Refused(401 | 408 | 429 | 500.., asked) => Found::Later(*asked),
        ReadSeen::Refused(..) => Found::Never,
        ReadSeen::Broken(TransportErrorKind::Request, _) => Found::Never,
        ReadSeen::Broken(_, Some(status)) if !matches!(status, 200..300 | 401 | 408 | 429 | 500..) => {
            Found::Never
        }
        ReadSeen::Broken(..) => Found::Later(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(seen: ReadSeen, identity: Identity) -> Found {
        judge(&JobStatus::Canceled, &seen, || identity)
    }

    #[test]
    fn each_status() {
        let status = |status: &str| found(ReadSeen::Status(status.into()), Identity::Same);
        assert_eq!(status("canceled"), Found::Wanted);
        assert_eq!(status("cancelled"), Found::Wanted, "another spelling");
        assert_eq!(status("failed"), Found::Other(JobStatus::Failed));
        for open in ["created", "planning", "scheduled", "ready", "executing", "waiting"] {
            assert_eq!(status(open), Found::Open, "{open}");
        }
        for unknown in ["", "archived", "FAILED"] {
            assert_eq!(status(unknown), Found::Later(None), "{unknown}");
        }
    }

    #[test]
    fn an_open_job_of_another_run() {
        let seen = ReadSeen::Status(JobStatus::Ready);
        let another = Identity::Another(Evidence::Changed);
        let expected = Found::AnotherRun(JobStatus::Ready, Evidence::Changed);
        assert_eq!(found(seen.clone(), another), expected);
        assert_eq!(found(seen, Identity::Unsure), Found::UnsureRun(JobStatus::Ready));
    }

    #[test]
    fn each_refusal() {
        let soon = Some(Duration::from_secs(1));
        for status in 300..600 {
            let expected = match status {
                401 | 408 | 429 | 500..600 => Found::Later(soon),
                _ => Found::Never,
            };
            assert_eq!(
                found(ReadSeen::Refused(status, soon), Identity::Same),
                expected,
                "{status}"
            );
        }
    }

    #[test]
    fn each_failure() {
        use TransportErrorKind as Kind;

        let broken = |kind, status| found(ReadSeen::Broken(kind, status), Identity::Same);
        for kind in [Kind::Connect, Kind::Timeout, Kind::Interrupted, Kind::Credentials] {
            assert_eq!(broken(kind, None), Found::Later(None), "{kind:?}");
        }
        assert_eq!(broken(Kind::Request, None), Found::Never);
        assert_eq!(broken(Kind::CutShort, Some(200)), Found::Later(None));
        assert_eq!(broken(Kind::CutShort, Some(404)), Found::Never);
        let odd = ReadSeen::NotUnderstood(NotUnderstood::AnotherJob);
        assert_eq!(found(odd, Identity::Same), Found::Later(None));
    }
}
