//! From options and a file to the outcome.

use flatfile_jobs::Outcome;
use flatfile_jobs::api::types::{
    JobCompleteDetails, JobOutcome, JobOutcomeTrigger, JobOutcomeTriggerAudience,
    JobOutcomeTriggerType,
};
use serde_json::Value;

use super::next;
use crate::args::OutcomeArgs;
use crate::failure::Failure;
use crate::input::{STDIN, object, typed};

/// The outcome that was asked for; options go over what a file says.
pub fn build(args: &OutcomeArgs, stdin_is_taken: bool) -> Result<Outcome, Failure> {
    let mut outcome = match args.outcome.as_deref() {
        None => Outcome::new(),
        Some(STDIN) if stdin_is_taken => {
            return Err(Failure::input("standard input cannot hold both the ids and the outcome"));
        }
        Some(file) => from_file(file)?,
    };
    type Set = fn(Outcome, &str) -> Outcome;
    let texts: [(&Option<String>, Set); 4] = [
        (&args.message, |outcome, text| outcome.message(text)),
        (&args.heading, |outcome, text| outcome.heading(text)),
        (&args.button_text, |outcome, text| outcome.button_text(text)),
        (&args.info, |outcome, text| outcome.info(text)),
    ];
    for (text, set) in texts {
        if let Some(text) = text {
            outcome = set(outcome, text);
        }
    }
    if let Some(acknowledge) = args.acknowledge {
        outcome = outcome.acknowledge(acknowledge);
    }
    if args.hide_default_button {
        outcome = outcome.hide_default_button(true);
    }
    if let Some(written) = &args.next {
        outcome = outcome.next(next::parse(written, &args.next_options)?);
    }
    if let Some(trigger) = trigger(args)? {
        outcome = outcome.trigger(trigger);
    }
    Ok(outcome)
}

/// A whole body, or an outcome alone: told apart by the members that only a
/// body has.
fn from_file(file: &str) -> Result<Outcome, Failure> {
    let object = object(file)?;
    let body_members = serde_json::to_value(
        JobCompleteDetails::default().with_info("").with_outcome(JobOutcome::default()),
    );
    let is_body = match body_members {
        Ok(Value::Object(members)) => object.keys().any(|name| members.contains_key(name)),
        _ => false,
    };
    match is_body {
        true => {
            let body: JobCompleteDetails =
                typed("JobCompleteDetails", Value::Object(object), file)?;
            Ok(body.into())
        }
        false => {
            let outcome: JobOutcome = typed("JobOutcome", Value::Object(object), file)?;
            Ok(outcome.into())
        }
    }
}

fn trigger(args: &OutcomeArgs) -> Result<Option<JobOutcomeTrigger>, Failure> {
    let Some(written) = args.trigger.as_deref() else { return Ok(None) };
    let kind = JobOutcomeTriggerType::from(written);
    known(kind.is_known(), "trigger", written, JobOutcomeTriggerType::KNOWN)?;
    let Some(written) = args.audience.as_deref() else { return Ok(Some(kind.into())) };
    let audience = JobOutcomeTriggerAudience::from(written);
    known(audience.is_known(), "audience", written, JobOutcomeTriggerAudience::KNOWN)?;
    Ok(Some((kind, audience).into()))
}

/// Refuses a value that is most likely a slip. A file may hold any.
fn known<T: ToString>(is: bool, name: &str, written: &str, known: &[T]) -> Result<(), Failure> {
    if is {
        return Ok(());
    }
    let known: Vec<String> = known.iter().map(ToString::to_string).collect();
    Err(Failure::input(format!("there is no {name} `{written}`"))
        .next(format!("one of {}; another one goes by --outcome", known.join(", "))))
}
