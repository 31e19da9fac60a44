//! Errors, made of what was seen.

#[cfg(feature = "outbox")]
use std::error::Error as StdError;
#[cfg(feature = "outbox")]
use std::fmt;

use bytes::Bytes;
use http::Response;

use super::body;
use super::kind::Whose;
use super::{Error, Kind, REQUEST_ID, Record};
use crate::api::types::JobStatus;
use crate::api::{BadPathId, Mismatch, Operation, OperationId, glance};
use crate::retry::found::ReadSeen;
use crate::retry::run::Evidence;
use crate::transport::{TransportError, TransportErrorKind};

#[cfg(feature = "outbox")]
type Source = Box<dyn StdError + Send + Sync>;

/// Takes the tokens out of a text.
pub(crate) type Scrub<'a> = &'a dyn Fn(&str) -> String;

/// What is known of a job in doubt by reading it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum LastRead<'a> {
    /// It was read after the last attempt at its end.
    Since(&'a ReadSeen),
    /// It was read before that alone.
    Before(&'a ReadSeen),
    Never,
}

/// An end that was not sent into another run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unsent {
    /// It was never sent.
    First,
    /// It was sent before.
    Again,
    /// It was kept, perhaps by another process, and is taken up now.
    #[cfg(feature = "outbox")]
    Kept,
}

impl Error {
    pub(crate) fn configuration(detail: impl Into<String>) -> Self {
        Self::new(Kind::Configuration, detail)
    }

    pub(crate) fn invalid_input(detail: impl Into<String>) -> Self {
        Self::new(Kind::Input, detail)
    }

    pub(crate) fn bad_id(operation: OperationId, job: &str, error: BadPathId) -> Self {
        Self::invalid_input(error.to_string()).about(operation.operation(), Some(job))
    }

    /// Names the operation and the job of a call that was not begun.
    pub(crate) fn about(mut self, operation: &'static Operation, job: Option<&str>) -> Self {
        self.0.operation = Some(operation);
        self.0.job = job.map(str::to_owned);
        self
    }

    /// A response that does not settle the call: not a success, or a success
    /// that is not recognisably about the job.
    pub(crate) fn of_response(
        response: Response<Bytes>,
        job: Option<&str>,
        scrub: Scrub<'_>,
    ) -> Self {
        let (head, body) = response.into_parts();
        let (said, mut error) = match head.status.is_success() {
            true => (body::of_success(&body, scrub), Self::unreadable(&body, job)),
            false => (
                body::of_failure(&body, scrub),
                Self::new(Kind::Status, format!("the server answered {}", shown(head.status))),
            ),
        };
        error.0.detail.push_str(&said.detail);
        error.0.messages = said.messages;
        error.0.whose = said.whose;
        error.0.body = body;
        error.with_head(head.status, head.headers, scrub)
    }

    fn unreadable(body: &[u8], job: Option<&str>) -> Self {
        let names = job.and_then(|_| glance(body)).map(|glance| glance.id);
        let whose = match names {
            Some(id) if Some(&*id) != job => "the response is about another job, and its body",
            _ => "the body of the response",
        };
        Self::new(Kind::Unreadable, whose)
    }

    /// A success whose body does not fit its type; `known_end` is the end that
    /// the job is in all the same, where that is known.
    pub(crate) fn of_mismatch(
        response: Response<Bytes>,
        mismatch: &Mismatch,
        known_end: Option<JobStatus>,
        scrub: Scrub<'_>,
    ) -> Self {
        let mut error = Self::of_response(response, None, scrub);
        if error.0.messages.is_empty()
            && let Some(misfit) = body::misfit(mismatch)
        {
            error.0.detail = format!("the response's {misfit}");
            // What is around that member is as the contract says.
            if mismatch.member().contains(['.', '[']) {
                error.0.whose = Whose::Api;
            }
        }
        if let Some(status) = &known_end {
            error.0.whose = Whose::Api;
            error.0.detail = format!("the job is {status}, but {}", error.0.detail);
        }
        error.0.known_end = known_end;
        error
    }

    /// One job of a list that does not fit its type, although the list does.
    /// It holds no body: there may be as many of these as there are jobs.
    pub(crate) fn of_odd_job(
        status: http::StatusCode,
        headers: http::HeaderMap,
        mismatch: &Mismatch,
        scrub: Scrub<'_>,
    ) -> Self {
        let what = match body::misfit(mismatch) {
            Some(misfit) => format!("its {misfit}"),
            None => "it does not fit the contract".to_owned(),
        };
        Self::new(Kind::OddRow, what).with_head(status, headers, scrub)
    }

    /// A list whose pages do not fit each other.
    pub(crate) fn odd_list(detail: impl Into<String>) -> Self {
        Self::new(Kind::OddPart, detail)
    }

    /// Something that came by another way than a response and does not fit.
    pub(crate) fn odd(detail: impl Into<String>) -> Self {
        Self::new(Kind::OddPart, detail)
    }

    pub(crate) fn of_transport(error: TransportError, scrub: Scrub<'_>) -> Self {
        let ours = Self::new(Kind::Transport(error.kind()), error.to_string());
        let hint = error.hint();
        let (head, source) = error.into_parts();
        let mut ours = match head {
            Some((status, headers)) => ours.with_head(status, headers, scrub),
            None => ours,
        };
        ours.0.source = source;
        ours.0.hint = hint;
        ours
    }

    /// An end of the job was begun before the request was sent.
    pub(crate) fn overtaken() -> Self {
        Self::new(
            Kind::Overtaken,
            "not sent: another call began to end the job, and this might reopen it",
        )
    }

    /// It was not sent again, for the same reason.
    pub(crate) fn and_overtaken(mut self) -> Self {
        self.0.overtaken = true;
        self
    }

    /// It is not known whether the job has ended; the error is what the end
    /// itself brought, and `read` what is known of the job.
    pub(crate) fn in_doubt(mut self, read: LastRead<'_>) -> Self {
        self.0.kind = Kind::InDoubt;
        self.0.hint = None;
        let read = match read {
            LastRead::Since(read) => format!(", and when the job was read {read}"),
            LastRead::Before(read) => {
                format!(", and the job was not read after that: before, {read}")
            }
            LastRead::Never => ", and the job was not read".to_owned(),
        };
        self.0.detail = format!("it is unknown whether the job has ended: {}", self.0.detail);
        self.0.after = read;
        self
    }

    /// The job is in another end.
    pub(crate) fn in_other_end(status: JobStatus) -> Self {
        let detail = format!("the job is already {}", status.as_str().escape_debug());
        Self::new(Kind::OtherEnd(status), detail)
    }

    /// The job has not ended, but in another run than the one that was meant.
    pub(crate) fn in_another_run(status: JobStatus, evidence: Evidence, unsent: Unsent) -> Self {
        let shown = status.as_str().escape_debug();
        let (call, begun, when) = match unsent {
            Unsent::First => ("this call", "this call began", ""),
            Unsent::Again => ("this call", "this call began", " again"),
            // That call may have been another process's.
            #[cfg(feature = "outbox")]
            Unsent::Kept => ("the end was called for", "the end was called for", " now"),
        };
        let why = match evidence {
            Evidence::Later => format!("in another run, which began after {call}"),
            Evidence::NotTheSeen => "in another run than the one that was meant".to_owned(),
            Evidence::Unsure => format!("perhaps in another run, which began after {call}"),
            Evidence::Changed => format!("and was changed after {begun}, perhaps by a retry"),
        };
        let detail = format!("the job is {shown} {why}: the end was not sent{when}");
        Self::new(Kind::AnotherRun(status, evidence), detail)
    }

    /// An end was not sent: its token came so late that its job was read first,
    /// and then no time was left.
    pub(crate) fn no_time_left() -> Self {
        let detail = "no time was left to send it, since its token came late";
        let mut error = Self::new(Kind::Transport(TransportErrorKind::Timeout), detail);
        error.0.hint = Some("see what delays the token, or raise the deadline of `Retries`");
        error
    }

    /// It is not known whether the job has ended, for this reason.
    #[cfg(feature = "outbox")]
    pub(crate) fn in_doubt_of(why: impl fmt::Display) -> Self {
        Self::new(Kind::InDoubt, format!("it is unknown whether the job has ended: {why}"))
    }

    /// An end could not be written down, and was not sent.
    #[cfg(feature = "outbox")]
    pub(crate) fn not_kept(operation: OperationId, job: &str, error: Source) -> Self {
        let detail = "the end could not be written to the outbox, and was not sent";
        Self::new(Kind::Outbox, detail).about(operation.operation(), Some(job)).with_source(error)
    }

    /// The file of the outbox cannot be used.
    #[cfg(feature = "outbox")]
    pub(crate) fn outbox_unopened(path: &std::path::Path, error: Source) -> Self {
        let detail = format!("the outbox {} cannot be opened: {error}", path.display());
        Self::new(Kind::Outbox, detail).with_source(error)
    }

    /// The outbox cannot be read.
    #[cfg(feature = "outbox")]
    pub(crate) fn outbox_unread(error: Source) -> Self {
        Self::new(Kind::Outbox, "the outbox cannot be read").with_source(error)
    }

    /// The end stays in the outbox.
    #[cfg(feature = "outbox")]
    pub(crate) fn set_kept(&mut self) {
        self.0.kept = true;
    }

    /// With what is known of the call.
    pub(crate) fn of(mut self, record: Record) -> Self {
        let inner = &mut *self.0;
        inner.operation = Some(record.operation);
        inner.job = record.job;
        inner.attempts = record.attempts;
        inner.retry_after = record.retry_after;
        inner.withheld = record.withheld;
        self
    }

    fn with_head(
        mut self,
        status: http::StatusCode,
        headers: http::HeaderMap,
        scrub: Scrub<'_>,
    ) -> Self {
        self.0.head = Some((status, headers));
        let id = self.header(REQUEST_ID).map(scrub);
        self.0.request_id = id;
        self
    }
}

/// The number with its name, where it has one.
fn shown(status: http::StatusCode) -> String {
    match status.canonical_reason() {
        Some(_) => status.to_string(),
        None => status.as_str().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_the_last_read_is_when_it_was() {
        let executing = ReadSeen::Status(JobStatus::Executing);
        for (read, said) in [
            (LastRead::Since(&executing), ", and when the job was read it was executing"),
            (
                LastRead::Before(&executing),
                ", and the job was not read after that: before, it was executing",
            ),
            (LastRead::Never, ", and the job was not read"),
        ] {
            assert_eq!(Error::odd("lost").in_doubt(read).0.after, said);
        }
    }

    #[test]
    fn what_is_said_of_another_run_is_what_shows_it() {
        let later = "in another run, which began after";
        let changed = "and was changed after";
        for (evidence, words, call, kept) in [
            (Evidence::Later, later, " this call", " the end was called for"),
            (Evidence::NotTheSeen, "in another run than the one that was meant", "", ""),
            (
                Evidence::Changed,
                changed,
                " this call began, perhaps by a retry",
                " the end was called for, perhaps by a retry",
            ),
        ] {
            for (unsent, since, when) in [
                (Unsent::First, call, ""),
                (Unsent::Again, call, " again"),
                #[cfg(feature = "outbox")]
                (Unsent::Kept, kept, " now"),
            ] {
                let error = Error::in_another_run(JobStatus::Ready, evidence, unsent);
                let said = format!("the job is ready {words}{since}: the end was not sent{when}");
                assert_eq!(error.0.detail, said);
            }
        }
        let error = Error::in_another_run(JobStatus::Ready, Evidence::Unsure, Unsent::First);
        assert!(error.0.detail.contains("is ready perhaps in another run"), "{error}");
    }
}
