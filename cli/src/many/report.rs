//! The result of one job: a line for people, a line of JSON.

use serde_json::{Map, Value};

use super::call::{Done, How};
use super::verb::Verb;
use crate::failure::{self, Failure, Kind, may_have_been_done};
use crate::output::{clean, style};

/// What came of one job.
#[derive(Debug)]
pub enum JobResult {
    Done(Box<Done>),
    /// It may have been done or not.
    InDoubt(Failure),
    /// It was not done, and would not be if it were tried again.
    Refused(Failure),
    /// It was not done, and may be if it is tried again.
    Undone(Failure),
    /// It was under way when the program was stopped at once.
    Abandoned,
    /// The program was stopped before it came to it.
    NotBegun,
}

#[derive(Debug)]
pub struct Report {
    pub id: String,
    pub result: JobResult,
}

/// What a failed call means for its job.
pub fn classify(failure: Failure) -> JobResult {
    match failure.kind {
        Kind::InDoubt => JobResult::InDoubt(failure),
        // What is never sent twice may have been carried out all the same.
        _ if failure.error.as_ref().is_some_and(|error| may_have_been_done(error)) => {
            JobResult::InDoubt(failure)
        }
        Kind::Unavailable | Kind::Other | Kind::Settings | Kind::Unauthorized => {
            JobResult::Undone(failure)
        }
        _ => JobResult::Refused(failure),
    }
}

impl JobResult {
    /// Its name in `--json`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Done(done) if done.how == How::Already => "already",
            Self::Done(done) if done.how == How::LeftAlone => "left-alone",
            Self::Done(_) => "done",
            Self::InDoubt(_) => "in-doubt",
            Self::Refused(_) => "refused",
            Self::Undone(_) => "not-done",
            Self::Abandoned => "abandoned",
            Self::NotBegun => "not-begun",
        }
    }

    /// Whether it may have been done or not.
    pub fn is_in_doubt(&self) -> bool {
        matches!(self, Self::InDoubt(_) | Self::Abandoned)
    }

    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::InDoubt(failure) | Self::Refused(failure) | Self::Undone(failure) => {
                Some(failure)
            }
            _ => None,
        }
    }
}

impl Report {
    /// The documented object of `--json`.
    pub fn to_json(&self, verb: Verb) -> Value {
        let mut line = Map::new();
        line.insert("id".to_owned(), self.id.as_str().into());
        line.insert("command".to_owned(), verb.name.into());
        line.insert("result".to_owned(), self.result.name().into());
        if let JobResult::Done(done) = &self.result {
            if verb.end().is_some() {
                let by = match done.how {
                    How::Response => Value::from("response"),
                    How::Read => "read".into(),
                    How::Already | How::LeftAlone => Value::Null,
                };
                line.insert("settled_by".to_owned(), by);
            }
            let attempts = done.attempts.map(Value::from);
            line.extend(attempts.map(|attempts| ("attempts".to_owned(), attempts)));
            line.extend(done.job.clone().map(|job| ("job".to_owned(), job)));
        }
        if let Some(failure) = self.result.failure() {
            line.insert("error".to_owned(), failure::fields(failure));
        }
        Value::Object(line)
    }

    /// A line for people: the word, its meaning in colour, and a remark.
    pub fn words(&self, verb: Verb) -> (String, String) {
        match &self.result {
            JobResult::Done(done) if done.how == How::LeftAlone => {
                let status = done.status.as_ref().map(|status| clean(status.as_str()).into_owned());
                let status = status.unwrap_or_default();
                (style::uneasy("left alone"), format!("it moved since it was found: {status}"))
            }
            JobResult::Done(done) => {
                let how = match done.how {
                    How::Already => Some(format!("was {} before", verb.done)),
                    How::Read => Some("settled by reading the job".to_owned()),
                    How::Response | How::LeftAlone => None,
                };
                let remarks: Vec<String> = how.into_iter().chain(done.detail.clone()).collect();
                (style::good(verb.done), remarks.join(", "))
            }
            JobResult::InDoubt(failure) => (style::bad("in doubt"), said(failure)),
            JobResult::Refused(failure) => (style::bad("refused"), said(failure)),
            JobResult::Undone(failure) => (style::uneasy("not done"), said(failure)),
            JobResult::Abandoned => (style::bad("abandoned"), "it was under way".to_owned()),
            JobResult::NotBegun => (style::uneasy("not begun"), String::new()),
        }
    }

    /// The whole line for people.
    pub fn to_line(&self, verb: Verb) -> String {
        let (word, remark) = self.words(verb);
        let gap = if remark.is_empty() { "" } else { "  " };
        format!("{}  {word}{gap}{remark}", clean(&self.id))
    }
}

fn said(failure: &Failure) -> String {
    clean(&failure.what).into_owned()
}
