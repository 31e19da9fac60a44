//! One line for the operator.

use std::fmt;

use super::Error;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            let mut summary = operation.summary.chars();
            let first = summary.next().map(|first| first.to_ascii_lowercase());
            write!(f, "{}{}", first.unwrap_or_default(), summary.as_str())?;
            if let Some(job) = self.job() {
                write!(f, " `{}`", job.escape_debug())?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.0.detail)?;
        for (index, message) in self.server_messages().iter().enumerate() {
            f.write_str(if index == 0 { ": " } else { ", " })?;
            write!(f, "{}", message.message.trim().escape_debug())?;
        }
        if let Some(id) = self.request_id() {
            write!(f, " [request {}]", id.escape_debug())?;
        }
        match self.0.kind.cure(self.status()) {
            "" => Ok(()),
            cure => write!(f, "; {cure}"),
        }
    }
}
