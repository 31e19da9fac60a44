//! What the end of a command means for its job.

use std::process::ExitStatus;

use flatfile_jobs::api::types::JobCompleteDetails;
use flatfile_jobs::{HandlerError, HandlerResult, Outcome};
use serde_json::Value;

use super::lines::Tail;

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
/// there are any.
pub fn end(left: &Left) -> HandlerResult<Outcome> {
    let body = left.out.last().and_then(body);
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

fn body(line: &str) -> Option<Outcome> {
    let Value::Object(body) = serde_json::from_str(line).ok()? else { return None };
    // A line that only looks like one is a text.
    let has = |member: &str| body.get(member).is_some_and(Value::is_object);
    if !has("outcome") {
        return None;
    }
    serde_json::from_value::<JobCompleteDetails>(body.into()).ok().map(Outcome::from)
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
        match end(&left) {
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
        assert_eq!(of(3 << 8, &["a"], &["b"]), Err("the command ended with status 3".into()));
        assert_eq!(of(9, &[], &[]), Err("the command was ended by signal 9".into()));
    }
}
