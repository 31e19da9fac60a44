//! What the account's jobs have that the contract does not know.

use std::collections::BTreeMap;

use flatfile_jobs::Client;
use flatfile_jobs::api::types::Job;
use flatfile_jobs::contract::UnknownKind;
use serde_json::Value;

use super::{Check, State};
use crate::failure::Failure;

/// Looks at the first page of so many jobs.
pub async fn check(client: &Client, jobs: u32) -> Result<Vec<Check>, Failure> {
    let page = client.jobs().page_size(jobs).page().await?;
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for job in &page.jobs {
        for what in unknown(job) {
            *found.entry(what).or_default() += 1;
        }
    }
    let read = page.jobs.len();
    let mut checks: Vec<Check> = found
        .into_iter()
        .map(|(what, count)| {
            Check::new(
                "contract",
                State::Odd,
                format!("does not know {what}, in {count} of {read}"),
            )
        })
        .collect();
    for error in page.unreadable {
        let failure = Failure::from(error);
        checks.push(Check::new("contract", State::Bad(failure.kind), failure.what));
    }
    if checks.is_empty() {
        let plural = if read == 1 { "" } else { "s" };
        checks.push(Check::good("contract", format!("it knows all of {read} job{plural}")));
    }
    Ok(checks)
}

/// A value is named too: it is one of few.
fn unknown(job: &Job) -> Vec<String> {
    let whole = serde_json::to_value(job).unwrap_or_default();
    let named = |unknown: flatfile_jobs::contract::Unknown| match unknown.kind {
        UnknownKind::Value => match whole.pointer(&unknown.pointer).and_then(Value::as_str) {
            Some(text) => format!("the value `{text}` at {}", unknown.pointer),
            None => format!("the {unknown}"),
        },
        _ => format!("the {unknown}"),
    };
    job.unknown().into_iter().map(named).collect()
}
