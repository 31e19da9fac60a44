//! How the run of one job went.

use flatfile_jobs::{Returned, RunEnd, RunError, RunReport};
use serde_json::json;

use crate::failure::{self, Failure, Kind, report};
use crate::output::{clean, data_line, style, to_line};

/// How the run of one job went.
#[derive(Debug)]
pub struct Worked {
    id: String,
    result: Result<RunEnd, Failure>,
    is_begun: bool,
    /// Why the job was not begun or not completed, in the command's words or the
    /// library's; no action is needed about it.
    why: Option<String>,
}

impl From<Result<RunReport, RunError>> for Worked {
    fn from(result: Result<RunReport, RunError>) -> Self {
        match result {
            Ok(report) => {
                let why = match &report.handler {
                    Returned::Failed(error) => Some(error.message()),
                    _ => None,
                };
                let (id, end) = (report.job.id.to_string(), report.end);
                Self { id, result: Ok(end), is_begun: true, why }
            }
            Err(error) => {
                let (id, text) = (error.job().to_owned(), error.to_string());
                let why = error.refusal().map(|_| text.clone());
                let (is_begun, in_doubt) = (!error.is_not_started(), error.is_in_doubt());
                let failure = match error.into_parts() {
                    // Of an acknowledgement its own error does not say it.
                    (Some(error), _) if in_doubt => {
                        Failure { kind: Kind::InDoubt, ..Failure::from(error) }
                    }
                    (Some(error), _) => Failure::from(error),
                    (None, _) => Failure::new(Kind::State, text),
                };
                Self { id, result: Err(failure), is_begun, why }
            }
        }
    }
}

impl Worked {
    /// What it means for the exit status.
    pub fn kind(&self) -> Kind {
        match &self.result {
            Err(failure) if self.why.is_none() => failure.kind,
            _ => Kind::Done,
        }
    }

    fn word(&self) -> &'static str {
        match &self.result {
            Ok(RunEnd::Completed) => "complete",
            Ok(RunEnd::Failed) => "failed",
            Ok(RunEnd::Canceled) => "canceled",
            Ok(_) => "left",
            Err(failure) if failure.kind == Kind::InDoubt => "in-doubt",
            Err(_) if self.is_begun => "not-ended",
            Err(_) => "not-begun",
        }
    }

    /// Says it.
    pub fn say(&self, json: bool) -> Result<(), Failure> {
        if let (Err(failure), None, false) = (&self.result, &self.why, json) {
            report(failure, false);
        }
        data_line(&self.line(json))
    }

    /// A line of text, or of JSON.
    pub fn line(&self, json: bool) -> String {
        let (word, error) = (self.word(), self.result.as_ref().err());
        if json {
            return to_line(&json!({
                "id": self.id, "command": "work", "result": word, "why": self.why,
                "error": error.map(failure::fields),
            }));
        }
        let shown = match word {
            "complete" => style::good(word),
            "failed" => style::bad(word),
            _ => style::uneasy(word),
        };
        let why = self.why.as_deref().map(|why| format!("  {}", clean(why))).unwrap_or_default();
        format!("{}  {shown}{why}", clean(&self.id))
    }
}
