//! An error's sentence says what happened, word for word.

use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::transport::TransportErrorKind::{Credentials, Request};
use flatfile_jobs::{Attempt, Error};
use http::StatusCode;

use super::line::Seen;
use super::odd::Odd;
use super::truth::Ending;

pub fn holds(ending: &Ending<'_>, error: &Error) {
    let text = error.to_string();
    one_kind(error);
    counts(error, &text);
    let (_, said) = text.split_once("`: ").unwrap();
    if let Some(said) = said.strip_prefix("it is unknown whether the job has ended: ") {
        assert!(error.is_in_doubt());
        in_doubt(ending, error, said);
    } else if let Some(other) = error.other_end() {
        assert!(said.starts_with(&format!("the job is already {other}")), "{text}");
    } else if error.is_another_run() {
        another_run(ending, error, said);
    } else if ending.own().next().is_none() && error.is_timeout() {
        assert!(said.starts_with("no time was left to send it"), "{text}");
    } else if error.known_end().is_none() {
        cause(error.attempts(), said, None);
    }
}

/// It is of one kind, and of one alone.
fn one_kind(error: &Error) {
    let kinds = [
        error.is_in_doubt(),
        error.is_already_finished(),
        error.is_another_run(),
        error.is_overtaken(),
        error.is_contract_mismatch(),
        error.is_invalid_input(),
        error.is_connect(),
        error.is_credentials(),
        error.is_timeout(),
        error.is_interrupted(),
        error.is_too_large(),
        error.is_redirect(),
        error.is_bad_request(),
        error.is_unauthorized(),
        error.is_forbidden(),
        error.is_not_found(),
        error.is_conflict(),
        error.is_rate_limited(),
        error.is_server_error(),
    ];
    let fits = kinds.iter().filter(|fits| **fits).count();
    let alone = fits == 1 || (fits == 0 && error.status().is_some());
    // A response of which the head came has its status too.
    let cut = error.is_timeout() || error.is_interrupted() || error.is_too_large();
    let cut = cut || error.is_contract_mismatch() || error.is_connect();
    assert!(alone || cut, "{fits} kinds: {error:?}");
}

fn counts(error: &Error, text: &str) {
    let attempts = error.attempts();
    let reads = attempts.iter().filter(|attempt| attempt.operation.id == Op::GetJob).count();
    let sent = attempts.len() - reads;
    if attempts.len() > 1 {
        let s = |count| if count == 1 { "" } else { "s" };
        let reads = match reads {
            0 => String::new(),
            reads => format!(" and {reads} read{} of the job", s(reads)),
        };
        let said = format!(", after {sent} attempt{}{reads} in ", s(sent));
        assert!(text.contains(&said), "{said}: {text}");
    }
}

/// What became of the last attempt at the end itself.
fn cause(attempts: &[Attempt], said: &str, own: Option<&Odd>) {
    let last = attempts.iter().rfind(|attempt| attempt.operation.id != Op::GetJob).unwrap();
    let expected = match (last.cause, last.status) {
        (Some(kind), _) => kind.to_string(),
        (None, Some(200..=299)) => match own {
            Some(Odd::AnotherJob) => "the response is about another job, and its body".into(),
            _ => "the body of the response".into(),
        },
        (None, Some(status)) => {
            format!("the server answered {}", StatusCode::from_u16(status).unwrap())
        }
        (None, None) => unreachable!("neither a response nor a cause"),
    };
    assert!(said.starts_with(&expected), "{expected}: {said}");
}

fn in_doubt(ending: &Ending<'_>, error: &Error, said: &str) {
    let attempts = error.attempts();
    let own = ending.own().last();
    let odd = own.and_then(|own| match &own.seen {
        Some(Seen::Response(_, odd)) => odd.as_ref(),
        _ => None,
    });
    cause(attempts, said, odd);
    let is_read = |attempt: &&Attempt| attempt.operation.id == Op::GetJob;
    let Some(read) = attempts.iter().rfind(is_read) else {
        assert!(said.contains(", and the job was not read"), "{said}");
        assert!(!said.contains("read after that"), "{said}");
        return;
    };
    let (since, before) =
        (", and when the job was read ", ", and the job was not read after that: before, ");
    let last = attempts.last().unwrap();
    let (_, said) = match said.split_once(since) {
        // A token that was refused has changed nothing.
        Some(split) if is_read(&last) || last.status == Some(401) => split,
        Some(_) => panic!("it was not read since: {said}"),
        None => {
            assert!(!is_read(&last), "it was read since: {said}");
            said.split_once(before).unwrap()
        }
    };
    // A read without a token leaves nothing on the line.
    if let Some(kind @ (Credentials | Request)) = read.cause {
        assert!(said.starts_with(&kind.to_string()), "{said}");
        return;
    }
    let (on_line, status) = ending.reads().last().unwrap();
    let status = status.map(ToString::to_string).unwrap_or_default();
    let expected = match &on_line.seen {
        Some(Seen::Response(200..=299, None | Some(Odd::Member(_) | Odd::Mark))) => {
            format!("it was {status}")
        }
        Some(Seen::Response(200..=299, Some(odd))) => match odd {
            Odd::AnotherJob => "the response was another job".into(),
            Odd::NoJob(_) => "the response was no job".into(),
            Odd::NoStatus(_) => "it had no status".into(),
            Odd::Status(status) => {
                format!("its status was {status:?}, which the contract does not know")
            }
            Odd::Member(_) | Odd::Mark => unreachable!("it can be read"),
        },
        Some(Seen::Response(status, _)) => format!("the response was {status}"),
        // It came too late, and nobody saw it.
        Some(Seen::Broken(..)) | None => read.cause.unwrap().to_string(),
    };
    assert!(said.starts_with(&expected), "{expected}: {said}");
    let sure = !said.contains("perhaps in another run");
    assert!(sure || ending.story.plan.dates, "the clocks agree: {said}");
}

fn another_run(ending: &Ending<'_>, error: &Error, said: &str) {
    let (_, status) = ending.reads().last().unwrap();
    let status = status.unwrap();
    let since = &ending.story.history[ending.told.begun.changes..];
    let later = format!("the job is {status} in another run, which began after this call");
    let seen = format!("the job is {status} in another run than the one that was meant");
    let changed = format!("the job is {status} and was changed after this call began");
    let unsure = format!("the job is {status} perhaps in another run, which began after");
    if said.starts_with(&unsure) {
        assert!(ending.story.plan.dates, "the clocks agree: {error}");
    } else if said.starts_with(&later) {
        let began = since.iter().any(|change| change.is_end() || change.from != change.to);
        assert!(began, "nothing began: {error}");
    } else if said.starts_with(&changed) {
        assert!(!since.is_empty(), "nothing changed: {error}");
    } else {
        assert!(said.starts_with(&seen), "{said}");
        let again = since.iter().any(|change| change.from != change.to);
        assert!(again, "it is the one that was meant: {error}");
    }
    let own = error
        .attempts()
        .iter()
        .any(|attempt| attempt.operation.id != Op::GetJob && attempt.cause != Some(Credentials));
    let how = if own { "the end was not sent again" } else { "the end was not sent" };
    assert!(said.contains(how), "{said}");
}
