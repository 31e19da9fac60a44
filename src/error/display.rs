//! One line for the operator.

use std::fmt;
use std::time::Duration;

use super::kind::Kind;
use super::shown::{Shown, ShownId};
use super::{Error, ServerMessage};

/// A wait longer than this is not worth a number.
const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            let mut summary = operation.summary.chars();
            let first = summary.next().map(|first| first.to_ascii_lowercase());
            write!(f, "{}{}", first.unwrap_or_default(), summary.as_str())?;
            if let Some(job) = self.job() {
                write!(f, " `{}`", ShownId(job))?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.0.detail)?;
        let new = self.server_messages().iter().filter(|message| !self.is_status_again(message));
        for (index, message) in new.enumerate() {
            f.write_str(if index == 0 { ": " } else { ", " })?;
            if let Some(member) = message.unsaid_member() {
                write!(f, "{}: ", Shown(member))?;
            }
            write!(f, "{}", Shown(&message.message))?;
        }
        f.write_str(&self.0.after)?;
        self.attempted(f)?;
        match self.retry_after() {
            Some(wait) if wait > A_DAY => f.write_str(", retry after more than a day")?,
            Some(wait) if wait.is_zero() => {}
            Some(wait) => write!(f, ", retry after {}s", wait.as_secs_f64().ceil())?,
            None => {}
        }
        if self.0.overtaken {
            f.write_str(", not sent again since another call began to end the job")?;
        }
        if self.0.withheld {
            f.write_str(", not tried again because the retry budget is spent")?;
        }
        if let Some(id) = self.request_id() {
            write!(f, " [request {}]", ShownId(id))?;
        }
        let class = self.operation().map(|operation| operation.retry);
        let by_kind = || self.0.kind.hint(self.status(), class, self.0.whose);
        let hint = match () {
            () if self.0.overtaken => "",
            () if self.0.kept => "it is kept in the outbox; `settle_outbox` takes it up again",
            () => self.0.hint.unwrap_or_else(by_kind),
        };
        match hint {
            "" => Ok(()),
            hint => write!(f, "; {hint}"),
        }
    }
}

impl Error {
    /// Whether a message says the same as the status before it.
    fn is_status_again(&self, message: &ServerMessage) -> bool {
        let reason = self.0.head.as_ref().and_then(|(status, _)| status.canonical_reason());
        matches!(self.0.kind, Kind::Status)
            && reason.is_some_and(|reason| reason.eq_ignore_ascii_case(&message.message))
    }

    /// How often it was tried, where that was more than once.
    fn attempted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let attempts = self.attempts();
        let [_, .., last] = attempts else { return Ok(()) };
        let own = |attempt: &&super::Attempt| Some(attempt.operation) == self.operation();
        let sent = attempts.iter().filter(own).count();
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        write!(f, ", after {sent} attempt{}", plural(sent))?;
        match attempts.len() - sent {
            0 => {}
            reads => write!(f, " and {reads} read{} of the job", plural(reads))?,
        }
        write!(f, " in {:.1}s", (last.started_after + last.duration).as_secs_f64())
    }
}
