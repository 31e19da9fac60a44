//! What the end of a command means for its job.

use std::process::ExitStatus;

use flatfile_jobs::api::types::JobCompleteDetails;
use flatfile_jobs::contract::{self, UnknownKind};
use flatfile_jobs::{HandlerError, HandlerResult, Outcome};
use serde_json::Value;

use super::lines::{Tail, shortened};

/// What a command left behind.
#[derive(Debug)]
pub struct Left {
    pub status: ExitStatus,
    pub out: Tail,
    pub err: Tail,
}

/// Status 0 completes the job, and any other fails it. What people are shown is
/// the last line of standard output where that is a body (`{"outcome":{…},
/// "info":…}`), else the last lines: of a failure those of standard error, where
/// there are any. A body that the contract does not allow would be refused, and
/// the job be left as it is: `say` is told why it is none.
pub fn end(left: &Left, say: impl FnOnce(&str)) -> HandlerResult<Outcome> {
    let body = match left.out.last().and_then(body) {
        Some(Body::Fits(outcome)) => Some(*outcome),
        Some(Body::Misfit(why, message)) => {
            say(&format!("the last line is no outcome, {why}: its text counts"));
            message.map(|message| Outcome::new().message(message))
        }
        None => None,
    };
    if left.status.success() {
        let text = || left.out.text().map(|text| Outcome::new().message(text));
        return Ok(body.or_else(text).unwrap_or_default());
    }
    let how = how(left.status);
    let text = || left.err.text().or_else(|| left.out.text());
    let outcome = body.or_else(|| text().map(|text| Outcome::new().message(text)));
    let error = HandlerError::new(how.clone());
    Err(match outcome {
        Some(outcome) => error.with_outcome(outcome),
        None => error.with_outcome(Outcome::new().message(how)),
    })
}

/// A line that is meant as a body.
enum Body {
    Fits(Box<Outcome>),
    /// Why not, and the message in it.
    Misfit(String, Option<String>),
}

fn body(line: &str) -> Option<Body> {
    let body: Value = serde_json::from_str(line).ok()?;
    // A line that only looks like one is a text.
    let outcome = body.get("outcome").filter(|outcome| outcome.is_object())?;
    let message = outcome.get("message").and_then(Value::as_str).map(shortened);
    // A member more is sent; a value that is none of the contract's is refused.
    let odd = contract::unknown("JobCompleteDetails", &body)
        .into_iter()
        .find(|unknown| unknown.kind != UnknownKind::Member);
    if let Some(odd) = odd {
        return Some(Body::Misfit(format!("the contract does not know the {odd}"), message));
    }
    Some(match serde_json::from_value::<JobCompleteDetails>(body) {
        Ok(details) => Body::Fits(Box::new(details.into())),
        Err(error) => Body::Misfit(error.to_string(), message),
    })
}

/// How it ended, in words.
pub fn how(status: ExitStatus) -> String {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        if let Some(signal) = status.signal() {
            return format!("the command was ended by signal {signal}");
        }
    }
    match status.code() {
        Some(code) => format!("the command ended with status {code}"),
        None => "the command ended without a status".to_owned(),
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::process::ExitStatusExt;

    use super::*;

    fn of(status: i32, out: &[&str], err: &[&str]) -> Result<Value, Value> {
        let tail = |lines: &[&str]| {
            let mut tail = Tail::default();
            lines.iter().for_each(|line| tail.add((*line).to_owned()));
            tail
        };
        let status = ExitStatus::from_raw(status);
        let left = Left { status, out: tail(out), err: tail(err) };
        let value = |outcome: Outcome| serde_json::to_value(outcome.for_failure().outcome).unwrap();
        match end(&left, |_| {}) {
            Ok(outcome) => Ok(value(outcome)),
            Err(error) => Err(error.message().into()),
        }
    }

    #[test]
    fn the_status_decides() {
        let message = |outcome: Result<Value, Value>| outcome.map(|it| it["message"].clone());
        assert_eq!(message(of(0, &["one", "two"], &["noise"])), Ok("one\ntwo".into()));
        let body = r#"{"outcome":{"message":"42 rows"}}"#;
        assert_eq!(message(of(0, &["one", body], &[])), Ok("42 rows".into()));
        let text = r#"{"outcome":"42 rows"}"#;
        assert_eq!(message(of(0, &[text], &[])), Ok(text.into()));
        assert_eq!(message(of(0, &[], &[])), Ok(Value::Null));
        let odd = r#"{"outcome":{"message":"42 rows","next":{"type":"nope"}}}"#;
        assert_eq!(message(of(0, &["one", odd], &[])), Ok("42 rows".into()));
        let odd = r#"{"outcome":{"next":{"type":"nope"}}}"#;
        assert_eq!(message(of(0, &[odd], &[])), Ok(odd.into()));
        assert_eq!(of(3 << 8, &["a"], &["b"]), Err("the command ended with status 3".into()));
        assert_eq!(of(9, &[], &[]), Err("the command was ended by signal 9".into()));
    }
}
